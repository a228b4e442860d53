import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';
import { bought } from './bought';
import { firstState } from './first-state';
import { selectReviews } from './review-row';

/** Writes a review; no row comes back where this customer has written one of the product already. */
export const insertReview = statement<
  [
    documentId: string,
    productId: string,
    customerId: number,
    rating: number,
    title: string | null,
    text: string | null,
  ],
  ReviewRow
>(
  'reviews.insert',
  `WITH written AS (
     INSERT INTO reviews (document_id, product_document_id, product_name, customer_id, rating, title,
                          text, state, verified, helpful_count, created_at, updated_at, published_at)
     SELECT $1, product.document_id, product.name, $3::int, $4, $5, $6, ${firstState},
            ${bought('$3::int', '$2::text')}, 0, at, at, at
       FROM products product, date_trunc('milliseconds', now()) AS at
      WHERE product.document_id = $2::text AND product.published_at IS NOT NULL
     ON CONFLICT (product_document_id, customer_id) DO NOTHING
     RETURNING *)
   ${selectReviews('written')}`,
);
