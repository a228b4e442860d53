import { statement } from '../../../kernel/server/contract';

/** Leaves a customer's reviews to nobody. */
export const leaveReviews = statement<[customerId: number], never>(
  'reviews.leave',
  `UPDATE reviews SET customer_id = NULL WHERE customer_id = $1`,
);
