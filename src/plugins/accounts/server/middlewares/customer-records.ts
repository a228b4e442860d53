import type { Core } from '@strapi/strapi';
import { inStrapiTransaction } from '../../../kernel/server/contract';
import { deleteIfThere } from '../services/customers/delete-if-there';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

/** A customer whom staff delete in the panel is deleted like one who leaves. */
export function customerRecords(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    const { documentId } = ctx.params as { documentId?: string };
    const isDeletion = ctx.uid === 'plugin::users-permissions.user' && ctx.action === 'delete';
    if (!isDeletion || documentId === undefined) return next();
    return inStrapiTransaction(strapi, async (tx) => {
      await deleteIfThere(strapi, tx, documentId);
      return next();
    });
  };
}
