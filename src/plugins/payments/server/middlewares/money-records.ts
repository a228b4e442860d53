import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../kernel/server/contract';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'delete', 'clone']);

/** What became of money is read by staff and written by the shop alone. */
export const moneyRecords: DocumentMiddleware = (ctx, next) => {
  if (!ctx.uid.startsWith('plugin::payments.') || !WRITES.has(ctx.action)) return next();
  throw new Refusal('FORBIDDEN', 'Payments are written by the shop itself.');
};
