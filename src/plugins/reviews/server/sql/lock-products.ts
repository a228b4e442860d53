import { statement } from '../../../kernel/server/contract';

/** Locks the rows of some products, for a repair. */
export const lockProducts = statement<[productIds: readonly string[]], { id: number }>(
  'reviews.lock_products',
  'SELECT id FROM products WHERE document_id = ANY ($1) ORDER BY id FOR NO KEY UPDATE',
);
