import { statement } from '../../../kernel/server/contract';

/** Keeps every stock row as it is until the transaction ends, for a repair. */
export const lockAllStock = statement<[], never>(
  'inventory.lock_all_stock',
  `WITH locked AS MATERIALIZED (
     SELECT id FROM stock_levels ORDER BY id FOR NO KEY UPDATE
   )
   SELECT FROM locked LIMIT 0`,
);
