import { statement } from '../../../kernel/server/contract';

/** For each pair of SKU and store code, in order: what they stand for and what is on hand there. */
export const findStockRows = statement<
  [skus: string[], storeCodes: string[]],
  { variant_id: number | null; store_id: number | null; on_hand: number | null }
>(
  'inventory.find_stock_rows',
  `SELECT variant.id AS variant_id, store.id AS store_id, stock.on_hand
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (sku, code, turn)
     LEFT JOIN variants variant ON variant.sku = given.sku
     LEFT JOIN stores store ON store.code = given.code
     LEFT JOIN stock_levels stock
            ON stock.variant_id = variant.id AND stock.store_id = store.id
    ORDER BY turn`,
);
