import { statement } from '../../../kernel/server/contract';
import type { ProductFields } from '../domain/catalog-rows';

export interface NewProduct extends ProductFields {
  document_id: string;
  slug: string;
}

/**
 * Makes the draft rows of new products, with the content type's defaults for what the file does not
 * give.
 *
 * @param rows JSON of {@link NewProduct}[]
 */
export const insertProducts = statement<[rows: string], never>(
  'catalog.insert_products',
  `INSERT INTO products (document_id, slug, name, description, tags, options, attributes, meta_title,
                         meta_description, featured, rating_average, rating_count, tax_class,
                         created_at, updated_at)
   SELECT document_id, slug, name, description, tags, options, '{}', meta_title, meta_description,
          false, 0, 0, 'standard', at, at
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
            document_id text, slug text, name text, description text, tags jsonb, options jsonb,
            meta_title text, meta_description text)) WITH ORDINALITY
          AS product (document_id, slug, name, description, tags, options, meta_title,
                      meta_description, turn),
          date_trunc('milliseconds', now()) AS at
    ORDER BY turn`,
);
