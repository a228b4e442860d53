import { statement } from '../../../kernel/server/contract';

/** The variants that some SKUs name, and the store that a document id names. */
export const findVariants = statement<
  [storeDocumentId: string, skus: string[]],
  { store_id: number; variant_id: number | null; sku: string | null }
>(
  'inventory.find_variants',
  `SELECT store.id AS store_id, variant.id AS variant_id, variant.sku
     FROM stores store
     LEFT JOIN variants variant ON variant.sku = ANY($2::text[])
    WHERE store.document_id = $1`,
);
