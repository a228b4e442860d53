import { statement } from '../../../kernel/server/contract';
import type { ProductFields, ShownPrice } from '../domain/catalog-rows';

export interface NewProduct extends ProductFields, ShownPrice {
  document_id: string;
  slug: string;
  /** Whether it has a published row as well. */
  live: boolean;
}

/**
 * Makes the rows of new products, drafts first, with the content type's defaults for what the file does
 * not give. Both rows at once, so that what is linked with them is written once for both and nothing is
 * updated.
 *
 * @param rows JSON of {@link NewProduct}[]
 * @param currency the shop's where its settings were never saved, ISO 4217
 */
export const insertProducts = statement<[rows: string, currency: string], never>(
  'catalog.insert_products',
  `INSERT INTO products (document_id, slug, name, short_description, description, tags, options,
                         attributes, meta_title, meta_description, price, original_price, currency, featured,
                         rating_average, rating_count, tax_class, created_at, updated_at,
                         published_at)
   SELECT document_id, slug, name, short_description, description, tags, options, attributes,
          meta_title, meta_description, price, original_price,
          CASE WHEN price IS NOT NULL THEN coalesce(
            (SELECT currency FROM shop_settings ORDER BY id LIMIT 1), $2) END,
          false, 0, 0, 'standard', at, at, CASE WHEN version.live THEN at END
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
            document_id text, slug text, name text, short_description text, description text,
            tags jsonb, options jsonb, attributes jsonb, meta_title text, meta_description text, price int, original_price int, live boolean))
          WITH ORDINALITY
          AS product (document_id, slug, name, short_description, description, tags, options,
                      attributes, meta_title, meta_description, price, original_price, live, turn)
     JOIN (VALUES (false), (true)) AS version (live) ON product.live OR NOT version.live,
          date_trunc('milliseconds', now()) AS at
    ORDER BY version.live, turn`,
);
