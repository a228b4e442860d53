import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../kernel/server/contract';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'delete', 'clone']);

/** Movements are the shop's book of stock: read by staff, written by the verbs alone. */
export const stockMovements: DocumentMiddleware = (ctx, next) => {
  if (ctx.uid !== 'plugin::inventory.stock-movement' || !WRITES.has(ctx.action)) return next();
  throw new Refusal(
    'FORBIDDEN',
    'Stock movements are written by the shop itself. Change the stock level instead.',
  );
};
