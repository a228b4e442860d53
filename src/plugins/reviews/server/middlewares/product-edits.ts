import type { Core } from '@strapi/strapi';
import { inStrapiTransaction, publish } from '../../../kernel/server/contract';
import { rateProducts } from '../services/ratings';
import { reviewEvent } from '../services/review-event';
import { deleteReviewsOf } from '../sql/delete-reviews-of';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'clone', 'publish', 'discardDraft']);

/**
 * Products that staff edit. Their rating is what their reviews say: a form sends back the one that it
 * showed, a copy has none of its own, and publishing copies a draft that reviews may have overtaken.
 * With a product its reviews go.
 */
export function productEdits(strapi: Core.Strapi): DocumentMiddleware {
  return (ctx, next) => {
    if (ctx.uid !== 'api::product.product') return next();
    const { documentId, data } = ctx.params as {
      documentId?: string;
      data?: Record<string, unknown>;
    };
    if (ctx.action === 'delete' && documentId !== undefined) {
      return inStrapiTransaction(strapi, async (tx) => {
        const result = await next();
        // After the product: whoever writes a review now waits for its row, and does not find it.
        const gone = await tx.query(deleteReviewsOf, [documentId]);
        await publish(
          tx,
          gone.map((row) => reviewEvent('deleted', row)),
        );
        return result;
      });
    }
    if (!WRITES.has(ctx.action)) return next();
    if (data !== undefined) {
      delete data.ratingAverage;
      delete data.ratingCount;
      if (ctx.action === 'clone') Object.assign(data, { ratingAverage: 0, ratingCount: 0 });
    }
    if (documentId === undefined || ctx.action === 'clone') return next();
    return inStrapiTransaction(strapi, async (tx) => {
      const result = await next();
      await rateProducts(tx, [documentId]);
      return result;
    });
  };
}
