import { publish, type Transaction } from '../../../kernel/server/contract';
import { deleteReview } from '../sql/delete-review';
import { lockReviewedProduct } from '../sql/lock-reviewed-product';
import { rateProducts } from './ratings';
import { reviewNotFound } from './refusals';
import { reviewEvent } from './review-event';

/**
 * Deletes a review for good; its customer may write another.
 *
 * @param ownerId numeric id of the customer whose it must be; null for staff, who delete anybody's
 * @throws Refusal REVIEW_NOT_FOUND, also for another customer's
 */
export async function removeReview(
  tx: Transaction,
  documentId: string,
  ownerId: number | null,
): Promise<void> {
  await tx.query(lockReviewedProduct, [documentId]);
  const [row] = await tx.query(deleteReview, [documentId, ownerId]);
  if (row === undefined) throw reviewNotFound();
  await rateProducts(tx, [row.product_document_id]);
  await publish(tx, [reviewEvent('deleted', row)]);
}
