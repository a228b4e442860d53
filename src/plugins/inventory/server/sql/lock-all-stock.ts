import { statement } from '../../../kernel/server/contract';

/** Keeps every stock row as it is until the transaction ends, for a repair. */
export const lockAllStock = statement<[], { locked: number }>(
  'inventory.lock_all_stock',
  // Counted, because rows that nobody reads are not locked either.
  `SELECT count(*) AS locked
     FROM (SELECT id FROM stock_levels ORDER BY id FOR NO KEY UPDATE) stock`,
);
