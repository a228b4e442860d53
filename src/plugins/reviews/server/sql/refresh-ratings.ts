import { statement } from '../../../kernel/server/contract';
import { average, count } from './average';

/** Writes what products show as their rating, where it differs, into their drafts too. */
export const refreshRatings = statement<[productIds: readonly string[]], never>(
  'reviews.refresh_ratings',
  `UPDATE products product
      SET rating_average = due.average, rating_count = due.count
     FROM unnest($1::text[]) AS asked (document_id)
    CROSS JOIN LATERAL (
          SELECT ${average} AS average, ${count} AS count
            FROM reviews
           WHERE product_document_id = asked.document_id) due
    WHERE product.document_id = asked.document_id
      AND (product.rating_average, product.rating_count) IS DISTINCT FROM (due.average, due.count)`,
);
