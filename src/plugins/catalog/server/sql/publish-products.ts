import { statement } from '../../../kernel/server/contract';

/**
 * Makes the published rows of drafts that have none, as publishing does: a copy of the draft with
 * its relations, in the same order. A row and its copy are known by their turn among the ids: joined,
 * each would be compared with all others, for the planner cannot know how many there are.
 */
export const publishProducts = statement<[documentIds: string[]], never>(
  'catalog.publish_products',
  `WITH draft AS (
     SELECT *
       FROM products p
      WHERE document_id = ANY ($1) AND published_at IS NULL
        AND NOT EXISTS (SELECT FROM products
                         WHERE document_id = p.document_id AND published_at IS NOT NULL)),
   live AS (
     INSERT INTO products (document_id, slug, name, short_description, description, tags, options,
                           attributes, featured, price, original_price, currency, tax_class, rating_average,
                           rating_count, meta_title, meta_description, created_by_id,
                           updated_by_id, created_at, updated_at, published_at)
     SELECT document_id, slug, name, short_description, description, tags, options, attributes,
            featured, price, original_price, currency, tax_class, rating_average, rating_count, meta_title,
            meta_description, created_by_id, updated_by_id, created_at, updated_at,
            date_trunc('milliseconds', now())
       FROM draft
      ORDER BY id
     RETURNING id),
   pair AS (
     SELECT draft_id, live_id
       FROM unnest(ARRAY(SELECT id FROM draft ORDER BY id), ARRAY(SELECT id FROM live ORDER BY id))
            AS pair (draft_id, live_id)),
   brands AS (
     INSERT INTO products_brand_lnk (product_id, brand_id, product_ord)
     SELECT live_id, brand_id, product_ord
       FROM products_brand_lnk JOIN pair ON product_id = draft_id ORDER BY id),
   categories AS (
     INSERT INTO products_categories_lnk (product_id, category_id, category_ord, product_ord)
     SELECT live_id, category_id, category_ord, product_ord
       FROM products_categories_lnk JOIN pair ON product_id = draft_id ORDER BY id),
   collections AS (
     INSERT INTO products_collections_lnk (product_id, collection_id, collection_ord, product_ord)
     SELECT live_id, collection_id, collection_ord, product_ord
       FROM products_collections_lnk JOIN pair ON product_id = draft_id ORDER BY id),
   variants AS (
     INSERT INTO variants_product_lnk (variant_id, product_id, variant_ord)
     SELECT variant_id, live_id, variant_ord
       FROM variants_product_lnk JOIN pair ON product_id = draft_id ORDER BY id)
   INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
   SELECT file_id, live_id, related_type, field, "order"
     FROM files_related_mph
     JOIN pair ON related_id = draft_id AND related_type = 'api::product.product'
    ORDER BY id`,
);
