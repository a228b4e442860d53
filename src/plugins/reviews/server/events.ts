import type { ReviewStatus } from './domain/review';

/** A review as it is after the event; of a deleted one, as it was. */
export interface ReviewEvent {
  documentId: string;
  /** Document id of the product. */
  productId: string;
  /** From 1 to 5. */
  rating: number;
  status: ReviewStatus;
}

declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** A customer has written a review. */
    'review.created': ReviewEvent;
    /** Its customer has rewritten it, staff have moderated or answered it, or what it is about was sent. */
    'review.updated': ReviewEvent;
    'review.deleted': ReviewEvent;
  }
}
