/** Columns of Strapi's tables that this room reads and writes. */
export const neededColumns = {
  files: ['id', 'document_id', 'hash', 'provider_metadata', 'updated_at'],
  files_related_mph: ['file_id', 'related_id', 'related_type', 'field', 'order'],
  products: ['id', 'document_id', 'slug', 'published_at', 'updated_at'],
};

/**
 * Tells of products whose picture was changed or deleted in the media library. Strapi writes its files by
 * neither documents nor a transaction of ours, so PostgreSQL writes the event with the row. Strapi dates
 * what it edits; what we note beside a file is no change that anybody sees. A file is asked for its
 * products before it goes, for its links go with it. Every statement can be repeated.
 */
export const triggers = `
  CREATE OR REPLACE FUNCTION duka_tell_products_of_files(ids integer[]) RETURNS void
  LANGUAGE sql AS $$
    WITH shown AS (
      SELECT product.document_id, product.slug
        FROM products product
       WHERE product.published_at IS NOT NULL
         AND product.id IN (SELECT place.related_id FROM files_related_mph place
                             WHERE place.file_id = ANY (ids)
                               AND place.related_type = 'api::product.product'
                               AND place.field = 'images')
       ORDER BY product.id
         FOR NO KEY UPDATE)
    INSERT INTO outbox (event, subject, payload)
    SELECT 'product.updated', document_id,
           jsonb_build_object('documentId', document_id, 'slug', slug)
      FROM shown
  $$;

  CREATE OR REPLACE FUNCTION duka_files_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM duka_tell_products_of_files(ARRAY(
      SELECT id FROM changed JOIN was USING (id)
       WHERE changed.updated_at IS DISTINCT FROM was.updated_at));
    RETURN NULL;
  END $$;
  CREATE OR REPLACE TRIGGER duka_files_changed AFTER UPDATE ON files
    REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION duka_files_changed();

  CREATE OR REPLACE FUNCTION duka_file_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM duka_tell_products_of_files(ARRAY[OLD.id]);
    RETURN OLD;
  END $$;
  CREATE OR REPLACE TRIGGER duka_file_deleted BEFORE DELETE ON files
    FOR EACH ROW EXECUTE FUNCTION duka_file_deleted();
`;
