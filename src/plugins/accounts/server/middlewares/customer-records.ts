import type { Core } from '@strapi/strapi';
import { inStrapiTransaction } from '../../../kernel/server/contract';
import { deleteCustomer } from '../services/delete-customer';
import { findLiveCustomer } from '../sql/find-live-customer';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

/**
 * A customer whom staff delete in the panel is deleted like one who leaves, before the row goes. What
 * is left of one who has left may be taken away as it is.
 */
export function customerRecords(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    const { documentId } = ctx.params as { documentId?: string };
    const isDeletion = ctx.uid === 'plugin::users-permissions.user' && ctx.action === 'delete';
    if (!isDeletion || documentId === undefined) return next();
    return inStrapiTransaction(strapi, async (tx) => {
      const [customer] = await tx.query(findLiveCustomer, [documentId]);
      if (customer !== undefined) await deleteCustomer(strapi, tx, customer.id);
      return next();
    });
  };
}
