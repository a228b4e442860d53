import { statement } from '../../../kernel/server/contract';

/** The variants and stores that rows name, in the order given; a store by its code or document id. */
export const findStockRows = statement<
  [skus: string[], stores: string[]],
  { variant_id: number | null; store_id: number | null }
>(
  'webhooks.find_stock_rows',
  `SELECT variant.id AS variant_id, store.id AS store_id
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS named (sku, store, turn)
     LEFT JOIN variants variant ON variant.sku = named.sku
     LEFT JOIN LATERAL (
       SELECT id FROM stores
        WHERE code = named.store OR document_id = named.store
        ORDER BY code = named.store DESC
        LIMIT 1) store ON true
    ORDER BY named.turn`,
);
