import { statement } from '../../../kernel/server/contract';
import type { ProductFields } from '../domain/catalog-rows';

export interface ChangedProduct extends ProductFields {
  id: number;
}

/**
 * Writes product rows anew, drafts and published ones alike.
 *
 * @param rows JSON of {@link ChangedProduct}[]
 */
export const updateProducts = statement<[rows: string], never>(
  'catalog.update_products',
  `UPDATE products p
      SET name = given.name, short_description = given.short_description,
          description = given.description, tags = given.tags, options = given.options,
          attributes = given.attributes, meta_title = given.meta_title,
          meta_description = given.meta_description
     FROM jsonb_to_recordset($1::jsonb) AS given (
            id int, name text, short_description text, description text, tags jsonb, options jsonb,
            attributes jsonb, meta_title text, meta_description text)
    WHERE p.id = given.id`,
);
