import { newDocumentId, publish, Refusal, type Transaction } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';
import { insertReview } from '../sql/insert-review';
import { lockProduct } from '../sql/lock-product';
import { lockReviewedProduct } from '../sql/lock-reviewed-product';
import { updateReview } from '../sql/update-review';
import { rateProducts } from './ratings';
import { productNotFound, reviewNotFound } from './refusals';
import { reviewEvent } from './review-event';

/** What a customer says; of a change, what is left out stays and null takes it away. */
export interface ReviewWords {
  rating?: number | undefined;
  title?: string | null | undefined;
  text?: string | null | undefined;
}

/**
 * Writes a customer's review of a product. It waits for moderation unless the shop's settings say
 * that none does.
 *
 * @param product document id or slug of a published product
 * @throws Refusal PRODUCT_NOT_FOUND, ALREADY_REVIEWED where this customer has written one
 */
export async function writeReview(
  tx: Transaction,
  product: string,
  customerId: number,
  { rating, title = null, text = null }: ReviewWords & { rating: number },
): Promise<ReviewRow> {
  const [reviewed] = await tx.query(lockProduct, [product]);
  if (reviewed === undefined) throw productNotFound();
  const { document_id: productId } = reviewed;
  const words = [rating, title, text] as const;
  const [row] = await tx.query(insertReview, [newDocumentId(), productId, customerId, ...words]);
  if (row === undefined) {
    throw new Refusal('ALREADY_REVIEWED', 'You have written about this product already.');
  }
  if (row.state === 'published') await rateProducts(tx, [productId]);
  await publish(tx, [reviewEvent('created', row)]);
  return row;
}

/**
 * Changes a customer's own review, which sends it back to moderation.
 *
 * @throws Refusal REVIEW_NOT_FOUND, also for another customer's
 */
export async function changeReview(
  tx: Transaction,
  documentId: string,
  customerId: number,
  changes: ReviewWords,
): Promise<ReviewRow> {
  await tx.query(lockReviewedProduct, [documentId]);
  const [row] = await tx.query(updateReview, [documentId, customerId, JSON.stringify(changes)]);
  if (row === undefined) throw reviewNotFound();
  await rateProducts(tx, [row.product_document_id]);
  await publish(tx, [reviewEvent('updated', row)]);
  return row;
}
