import type { DomainEvent } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';

/** The event of a review that has come, changed or gone. */
export function reviewEvent(
  what: 'created' | 'updated' | 'deleted',
  row: Pick<ReviewRow, 'document_id' | 'product_document_id' | 'rating' | 'state'>,
): DomainEvent {
  const { document_id: documentId, product_document_id: productId, rating, state: status } = row;
  return {
    event: `review.${what}`,
    subject: documentId,
    payload: { documentId, productId, rating, status },
  };
}
