import { statement } from '../../../kernel/server/contract';
import type { VariantFields } from '../domain/catalog-rows';

export interface ChangedVariant extends VariantFields {
  id: number;
}

/**
 * Writes variants anew.
 *
 * @param rows JSON of {@link ChangedVariant}[]
 */
export const updateVariants = statement<[rows: string], never>(
  'catalog.update_variants',
  `UPDATE variants v
      SET title = given.title, options = given.options, price = given.price,
          original_price = given.original_price, cost_price = given.cost_price,
          barcode = given.barcode, weight = given.weight,
          allow_backorder = given.allow_backorder, position = given.position,
          updated_at = date_trunc('milliseconds', now())
     FROM jsonb_to_recordset($1::jsonb) AS given (
            id int, title text, options jsonb, price int, original_price int, cost_price int,
            barcode text, weight int, allow_backorder boolean, position int)
    WHERE v.id = given.id`,
);
