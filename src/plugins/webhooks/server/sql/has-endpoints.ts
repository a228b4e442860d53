import { statement } from '../../../kernel/server/contract';

/** Whether anybody wants to be told of anything. */
export const hasEndpoints = statement<[], { wanted: boolean }>(
  'webhooks.has_endpoints',
  `SELECT EXISTS (SELECT FROM webhook_endpoints WHERE active) AS wanted`,
);
