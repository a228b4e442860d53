import { statement } from '../../../kernel/server/contract';

/** A stock row by its document id. */
export const readStockLevel = statement<
  [documentId: string],
  { variant_id: number; store_id: number; on_hand: number; reserved: number; updated_at: Date }
>(
  'inventory.read_stock_level',
  `SELECT variant_id, store_id, on_hand, reserved, updated_at
     FROM stock_levels
    WHERE document_id = $1`,
);
