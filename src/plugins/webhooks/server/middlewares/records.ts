import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../kernel/server/contract';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'delete', 'clone']);

/**
 * The content manager shows endpoints, deliveries and messages. They are changed by this plugin's own
 * routes and page alone, which keep secrets and check addresses.
 */
export const records: DocumentMiddleware = (ctx, next) => {
  if (!ctx.uid.startsWith('plugin::webhooks.') || !WRITES.has(ctx.action)) return next();
  throw new Refusal('FORBIDDEN', 'Webhooks are set up on the page Webhooks.');
};
