import { statement } from '../../../kernel/server/contract';
import type { VariantFields } from '../domain/catalog-rows';

export interface NewVariant extends VariantFields {
  document_id: string;
  sku: string;
}

/**
 * Makes variants, with the content type's defaults for what the file does not give.
 *
 * @param rows JSON of {@link NewVariant}[]
 */
export const insertVariants = statement<[rows: string], { id: number; sku: string }>(
  'catalog.insert_variants',
  `INSERT INTO variants (document_id, sku, title, options, price, original_price, cost_price,
                         barcode, weight, allow_backorder, position, low_stock_threshold, active,
                         created_at, updated_at, published_at)
   SELECT document_id, sku, title, options, price, original_price, cost_price, barcode, weight,
          allow_backorder, position, 5, true, at, at, at
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
            document_id text, sku text, title text, options jsonb, price int, original_price int,
            cost_price int, barcode text, weight int, allow_backorder boolean, position int))
          WITH ORDINALITY
          AS variant (document_id, sku, title, options, price, original_price, cost_price, barcode,
                      weight, allow_backorder, position, turn),
          date_trunc('milliseconds', now()) AS at
    ORDER BY turn
   RETURNING id, sku`,
);
