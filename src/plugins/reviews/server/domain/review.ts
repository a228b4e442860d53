import { authorOf } from './author';

export type ReviewStatus = 'pending' | 'published' | 'rejected';

/** Orders of a list: the newest, the most helpful or the best-rated first. */
export const REVIEW_SORTS = ['newest', 'helpful', 'rating'] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** A review with its customer's name. */
export interface ReviewRow {
  document_id: string;
  product_document_id: string;
  /** Numeric id; null where the account is gone. */
  customer_id: number | null;
  first_name: string | null;
  last_name: string | null;
  rating: number;
  title: string | null;
  text: string | null;
  state: ReviewStatus;
  reply: string | null;
  verified: boolean;
  helpful_count: number;
  created_at: Date;
  updated_at: Date;
}

/**
 * A review as a storefront shows it.
 *
 * @param readerId numeric id of the customer who reads it; null for a visitor
 */
export function presentReview(row: ReviewRow, readerId: number | null) {
  return {
    documentId: row.document_id,
    productId: row.product_document_id,
    rating: row.rating,
    title: row.title,
    text: row.text,
    status: row.state,
    author: authorOf(row.first_name, row.last_name),
    own: row.customer_id !== null && row.customer_id === readerId,
    verified: row.verified,
    helpfulCount: row.helpful_count,
    reply: row.reply,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
