import { paginationOf, type Queryable } from '../../../kernel/server/contract';
import type { ReviewRow, ReviewSort } from '../domain/review';
import { listReviews } from '../sql/list-reviews';
import { summarizeReviews } from '../sql/summarize-reviews';
import { productNotFound } from './refusals';

/** A page of reviews, and what all published ones of the product come to. */
export interface ReviewPage {
  reviews: ReviewRow[];
  pagination: { page: number; pageSize: number; pageCount: number; total: number };
  rating: {
    /** Rounded to hundredths; 0 where there is none. */
    average: number;
    count: number;
    /** How often each number of stars was given. */
    stars: Record<1 | 2 | 3 | 4 | 5, number>;
  };
}

/**
 * What the public reads of a product's reviews, and the reader's own one in whatever state it is.
 *
 * @param product document id or slug of a published product
 * @param readerId numeric id of the customer who reads; null for a visitor
 * @throws Refusal PRODUCT_NOT_FOUND
 */
export async function readReviews(
  database: Queryable,
  product: string,
  readerId: number | null,
  { page, pageSize, sort }: { page: number; pageSize: number; sort: ReviewSort },
): Promise<ReviewPage> {
  const [summary] = await database.query(summarizeReviews, [product, readerId]);
  if (summary === undefined) throw productNotFound();
  const { document_id: productId, average, count, own_hidden: ownHidden } = summary;
  const window = [pageSize, (page - 1) * pageSize] as const;
  const reviews = await database.query(listReviews(sort), [productId, readerId, ...window]);
  const total = count + ownHidden;
  return {
    reviews,
    pagination: paginationOf({ page, pageSize }, total),
    rating: {
      average,
      count,
      stars: {
        1: summary.one,
        2: summary.two,
        3: summary.three,
        4: summary.four,
        5: summary.five,
      },
    },
  };
}
