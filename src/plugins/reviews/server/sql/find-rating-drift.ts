import { statement } from '../../../kernel/server/contract';
import { average, count } from './average';

export interface RatingDrift {
  document_id: string;
  slug: string;
  average: number;
  count: number;
  should_average: number;
  should_count: number;
}

/**
 * Products that show another rating than their reviews come to. One without any may show nothing.
 *
 * @param most products at most; null for all
 */
export const findRatingDrift = statement<[most: number | null], RatingDrift>(
  'reviews.find_rating_drift',
  `SELECT DISTINCT ON (product.document_id) product.document_id, product.slug,
          coalesce(product.rating_average, 0) AS average, coalesce(product.rating_count, 0) AS count,
          coalesce(due.average, 0) AS should_average, coalesce(due.count, 0) AS should_count
     FROM products product
     LEFT JOIN (SELECT product_document_id, ${average} AS average, ${count} AS count
                  FROM reviews
                 GROUP BY product_document_id) due
            ON due.product_document_id = product.document_id
    WHERE coalesce(product.rating_average, 0) <> coalesce(due.average, 0)
       OR coalesce(product.rating_count, 0) <> coalesce(due.count, 0)
    ORDER BY product.document_id, product.id
    LIMIT $1`,
);
