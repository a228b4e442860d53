import { freeStock } from '../../../inventory/server/contract';
import { statement } from '../../../kernel/server/contract';

/** Those of some documents of the index that one store can sell now. */
export const keepSoldAt = statement<
  [documents: readonly number[], storeId: string],
  { id: number }
>(
  'search.keep_sold_at',
  `SELECT document.id
     FROM search_documents document
    WHERE document.id = ANY ($1::integer[])
      AND EXISTS (
            SELECT FROM stock_levels level ${freeStock}
             WHERE level.variant_id = ANY (document.variant_ids)
               AND level.store_id = (SELECT id FROM stores WHERE document_id = $2 AND active)
               AND level.on_hand > 0 AND free.available > 0)`,
);
