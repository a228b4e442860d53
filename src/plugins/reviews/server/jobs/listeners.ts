import type { Core } from '@strapi/strapi';
import { listen } from '../../../jobs/server/contract';
import { publish } from '../../../kernel/server/contract';
import { reviewEvent } from '../services/review-event';
import { verifyReviews } from '../sql/verify-reviews';

/** Goods are on their way: what their buyer wrote before is a buyer's word from now on. */
export function listenForPurchases(strapi: Core.Strapi): void {
  listen(strapi, {
    name: 'reviews.verify',
    events: ['order.shipped', 'order.delivered'],
    handle: async (tx, { payload }) => {
      const rows = await tx.query(verifyReviews, [payload.documentId]);
      await publish(
        tx,
        rows.map((row) => reviewEvent('updated', row)),
      );
    },
  });
}
