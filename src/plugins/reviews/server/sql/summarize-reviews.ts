import { statement } from '../../../kernel/server/contract';
import { average, count } from './average';

export interface ReviewSummary {
  document_id: string;
  average: number;
  count: number;
  one: number;
  two: number;
  three: number;
  four: number;
  five: number;
  /** 1 where the reader has written one that others do not see, else 0. */
  own_hidden: number;
}

const starred = (stars: number) =>
  `count(*) FILTER (WHERE state = 'published' AND rating = ${stars})::int`;

/** A published product and what its reviews come to; no row where there is no such product. */
export const summarizeReviews = statement<
  [idOrSlug: string, readerId: number | null],
  ReviewSummary
>(
  'reviews.summarize',
  `SELECT product.document_id, sums.*
     FROM (SELECT document_id FROM products
            WHERE published_at IS NOT NULL AND (document_id = $1 OR slug = $1)
            ORDER BY document_id = $1 DESC
            LIMIT 1) product
    CROSS JOIN LATERAL (
          SELECT ${average} AS average, ${count} AS count,
                 ${starred(1)} AS one, ${starred(2)} AS two, ${starred(3)} AS three,
                 ${starred(4)} AS four, ${starred(5)} AS five,
                 count(*) FILTER (WHERE state <> 'published' AND customer_id = $2)::int AS own_hidden
            FROM reviews
           WHERE product_document_id = product.document_id) sums`,
);
