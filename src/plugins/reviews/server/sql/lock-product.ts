import { statement } from '../../../kernel/server/contract';

/**
 * Locks the rows of a published product, draft and published. Whoever changes a review locks its
 * product first, so that all take their locks in one order.
 */
export const lockProduct = statement<[idOrSlug: string], { document_id: string }>(
  'reviews.lock_product',
  `SELECT document_id
     FROM products
    WHERE document_id = (SELECT document_id FROM products
                          WHERE published_at IS NOT NULL AND (document_id = $1 OR slug = $1)
                          ORDER BY document_id = $1 DESC
                          LIMIT 1)
    ORDER BY id
      FOR NO KEY UPDATE`,
);
