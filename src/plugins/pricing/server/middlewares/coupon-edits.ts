import type { Core } from '@strapi/strapi';
import { inStrapiTransaction, publish } from '../../../kernel/server/contract';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'clone', 'delete']);

/**
 * Coupons that staff edit. The count of uses is the shop's own: a form sends back the one that it
 * showed, which shoppers may have changed since. Each edit is told in the same transaction.
 */
export function couponEdits(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    if (ctx.uid !== 'api::coupon.coupon' || !WRITES.has(ctx.action)) return next();
    const { documentId, data } = ctx.params as {
      documentId?: string;
      data?: Record<string, unknown>;
    };
    if (data !== undefined) {
      delete data.usedCount;
      if (ctx.action === 'clone') data.usedCount = 0;
    }
    return inStrapiTransaction(strapi, async (tx) => {
      const saved = await next();
      const made = (saved as { documentId?: string } | null)?.documentId;
      const subject = ctx.action === 'create' ? made : documentId;
      if (subject === undefined) return saved;
      const payload = { documentId: subject, action: ctx.action };
      await publish(tx, [{ event: 'coupon.changed', subject, payload }]);
      return saved;
    });
  };
}
