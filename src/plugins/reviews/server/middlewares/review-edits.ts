import type { Core } from '@strapi/strapi';
import {
  inStrapiTransaction,
  pageOpenedAt,
  publish,
  Refusal,
} from '../../../kernel/server/contract';
import { rateProducts } from '../services/ratings';
import { reviewEvent } from '../services/review-event';
import { lockReviewedProduct } from '../sql/lock-reviewed-product';
import { readReview } from '../sql/read-review';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

/** What staff decide; `updatedBy` is Strapi's note of who did. The rest is the customer's. */
const EDITABLE = new Set(['state', 'reply', 'updatedBy']);

/**
 * Reviews that staff moderate, answer and delete in the admin panel. The form sends back all that it
 * showed; the customer's words, stars and votes stay as they are. The product's rating follows and the
 * edit is told, in the same transaction.
 */
export function reviewEdits(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    if (ctx.uid !== 'api::review.review') return next();
    if (ctx.action === 'create' || ctx.action === 'clone') {
      throw new Refusal('FORBIDDEN', 'Reviews are written by customers and not made by hand.');
    }
    const { documentId, data = {} } = ctx.params as {
      documentId?: string;
      data?: Record<string, unknown>;
    };
    const { action } = ctx;
    if (documentId === undefined || (action !== 'update' && action !== 'delete')) return next();
    for (const field of Object.keys(data)) {
      if (!EDITABLE.has(field)) Reflect.deleteProperty(data, field);
    }
    return inStrapiTransaction(strapi, async (tx) => {
      await tx.query(lockReviewedProduct, [documentId]);
      const [before] = await tx.query(readReview, [documentId]);
      if (before === undefined) return next();
      if (action === 'update') refuseUnread(pageOpenedAt(strapi), before.updated_at);
      const result = await next();
      const [after] = await tx.query(readReview, [documentId]);
      await rateProducts(tx, [before.product_document_id]);
      await publish(tx, [after ? reviewEvent('updated', after) : reviewEvent('deleted', before)]);
      return result;
    });
  };
}

/** Nobody publishes words that they have not read: the customer may have rewritten them meanwhile. */
function refuseUnread(opened: Date | undefined, updatedAt: Date): void {
  if (opened === undefined || opened.getTime() === updatedAt.getTime()) return;
  throw new Refusal(
    'EDIT_CONFLICT',
    'This review was changed since you opened it. Load it again, then decide.',
  );
}
