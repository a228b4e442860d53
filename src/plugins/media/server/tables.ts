/** Columns of Strapi's tables that this room reads and writes. */
export const neededColumns = {
  files: ['id', 'document_id', 'hash', 'provider_metadata', 'updated_at'],
  files_related_mph: ['file_id', 'related_id', 'related_type', 'field', 'order'],
  products: ['id', 'document_id', 'slug', 'published_at', 'updated_at'],
  variants: ['id', 'document_id'],
  variants_product_lnk: ['variant_id', 'product_id'],
  brands: ['id', 'document_id'],
  categories: ['id', 'document_id'],
  collections: ['id', 'document_id'],
};

/**
 * Tells of what shows a picture that was changed or deleted in the media library: a product, or a brand,
 * category, collection or variant. Strapi writes its files by neither documents nor a transaction of
 * ours, so PostgreSQL writes the events with the row. Strapi dates what it edits; what we note beside a
 * file is no change that anybody sees. A file is asked for its places before it goes, for its links go
 * with it. Every statement can be repeated.
 */
export const triggers = `
  CREATE OR REPLACE FUNCTION duka_tell_of_files(ids integer[]) RETURNS void
  LANGUAGE sql AS $$
    WITH place AS (
      SELECT related_id AS id, related_type AS type
        FROM files_related_mph
       WHERE file_id = ANY (ids)
         AND (related_type, field) IN (
               ('api::product.product', 'images'), ('api::variant.variant', 'image'),
               ('api::brand.brand', 'logo'), ('api::category.category', 'image'),
               ('api::collection.collection', 'image'))
    ), brand AS (
      SELECT document_id FROM brands
       WHERE id IN (SELECT id FROM place WHERE type = 'api::brand.brand')
       ORDER BY id FOR NO KEY UPDATE
    ), category AS (
      SELECT document_id FROM categories
       WHERE id IN (SELECT id FROM place WHERE type = 'api::category.category')
       ORDER BY id FOR NO KEY UPDATE
    ), collection AS (
      SELECT document_id FROM collections
       WHERE id IN (SELECT id FROM place WHERE type = 'api::collection.collection')
       ORDER BY id FOR NO KEY UPDATE
    ), variant AS (
      SELECT id, document_id FROM variants
       WHERE id IN (SELECT id FROM place WHERE type = 'api::variant.variant')
       ORDER BY id FOR NO KEY UPDATE
    ), product AS (
      SELECT document_id, slug FROM products
       WHERE published_at IS NOT NULL
         AND (id IN (SELECT id FROM place WHERE type = 'api::product.product')
              OR id IN (SELECT link.product_id FROM variants_product_lnk link
                          JOIN variant ON variant.id = link.variant_id))
       ORDER BY id FOR NO KEY UPDATE
    ), told AS (
      INSERT INTO outbox (event, subject, payload)
      SELECT 'brand.updated', document_id, jsonb_build_object('documentId', document_id) FROM brand
      UNION ALL
      SELECT 'category.updated', document_id, jsonb_build_object('documentId', document_id)
        FROM category
      UNION ALL
      SELECT 'collection.updated', document_id, jsonb_build_object('documentId', document_id)
        FROM collection
      UNION ALL
      SELECT 'variant.updated', document_id, jsonb_build_object('documentId', document_id)
        FROM variant
      UNION ALL
      SELECT 'product.updated', document_id,
             jsonb_build_object('documentId', document_id, 'slug', slug)
        FROM product
      RETURNING 1
    )
    SELECT duka_events_written() WHERE EXISTS (SELECT FROM told)
  $$;

  CREATE OR REPLACE FUNCTION duka_files_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM duka_tell_of_files(ARRAY(
      SELECT id FROM changed JOIN was USING (id)
       WHERE changed.updated_at IS DISTINCT FROM was.updated_at));
    RETURN NULL;
  END $$;
  CREATE OR REPLACE TRIGGER duka_files_changed AFTER UPDATE ON files
    REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION duka_files_changed();

  CREATE OR REPLACE FUNCTION duka_file_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM duka_tell_of_files(ARRAY[OLD.id]);
    RETURN OLD;
  END $$;
  CREATE OR REPLACE TRIGGER duka_file_deleted BEFORE DELETE ON files
    FOR EACH ROW EXECUTE FUNCTION duka_file_deleted();
`;
