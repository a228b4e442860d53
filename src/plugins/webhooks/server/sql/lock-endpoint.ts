import { statement } from '../../../kernel/server/contract';

/** Locks an endpoint, so that nothing is queued for it meanwhile. */
export const lockEndpoint = statement<[documentId: string], { id: number }>(
  'webhooks.lock_endpoint',
  `SELECT id FROM webhook_endpoints WHERE document_id = $1 FOR UPDATE`,
);
