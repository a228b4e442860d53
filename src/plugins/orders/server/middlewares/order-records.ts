import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../kernel/server/contract';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const RECORDS = new Set<string>(['api::order-line.order-line', 'api::order-history.order-history']);
const WRITES = new Set(['create', 'update', 'delete', 'clone']);

/** Lines and history are what an order was: read by staff, written by the shop alone. */
export const orderRecords: DocumentMiddleware = (ctx, next) => {
  if (!RECORDS.has(ctx.uid) || !WRITES.has(ctx.action)) return next();
  throw new Refusal('FORBIDDEN', 'Lines and history of an order are written by the shop itself.');
};
