// What is emptied in one go has no rows to tell of: it may concern every product.
const onTruncate = `
  CREATE OR REPLACE FUNCTION search_note_truncate() RETURNS trigger LANGUAGE plpgsql AS $note$
  BEGIN
    INSERT INTO search_changes (document_id, bulk) SELECT document_id, true FROM search_documents;
    RETURN NULL;
  END $note$;
`;

/** Products at most that one write concerns and that do not wait behind those of others. */
const MOST_BY_HAND = 100;

/**
 * Notes which products a write concerns, in its own transaction and whoever makes it: the panel, the
 * import with no server running, somebody with psql. An event of each of them would be one more thing
 * to forget, and of an import a hundred thousand.
 *
 * @param table    of Strapi's
 * @param products SQL that gives the document ids, from the rows in `changed`
 */
function noteChanges(table: string, products: string): string {
  const name = `search_note_${table}`;
  const triggers = (['INSERT', 'UPDATE', 'DELETE'] as const).map((event) => {
    const rows = event === 'DELETE' ? 'OLD' : 'NEW';
    return `
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = '${table}'::regclass
                                            AND tgname = '${name}_${event.toLowerCase()}') THEN
      CREATE TRIGGER ${name}_${event.toLowerCase()} AFTER ${event} ON ${table}
        REFERENCING ${rows} TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION ${name}();
    END IF;`;
  });
  return `
  CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $note$
  BEGIN
    INSERT INTO search_changes (document_id, bulk)
    SELECT document_id, count(*) OVER () > ${MOST_BY_HAND} FROM (${products}) noted;
    RETURN NULL;
  END $note$;
  CREATE OR REPLACE TRIGGER ${name}_truncate AFTER TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION search_note_truncate();
  DO $triggers$ BEGIN ${triggers.join('')}
  END $triggers$;`;
}

// Rows are looked up by lists of ids: the planner cannot know how few a statement changes, and would
// read whole tables for each. A row that the same transaction has written is noted already.
const ofLink = `
      SELECT DISTINCT document_id FROM products
       WHERE id = ANY (ARRAY(SELECT product_id FROM changed)) AND published_at IS NOT NULL
         AND xmin <> pg_current_xact_id()::xid`;

/** The published products that a relation leads to from what changed. */
const ofRelated = (linkTable: string, changedId: string) => `
      SELECT DISTINCT product.document_id
        FROM ${linkTable} link
        JOIN products product ON product.id = link.product_id
       WHERE link.${changedId} = ANY (ARRAY(SELECT id FROM changed))
         AND product.published_at IS NOT NULL`;

/** The products of categories and of all below them. */
const ofBranch = (changedId: string) => `
      WITH RECURSIVE branch (id) AS (
        SELECT ${changedId} FROM changed
         UNION
        SELECT child.category_id
          FROM branch JOIN categories_parent_lnk child ON child.inv_category_id = branch.id
      )
      SELECT DISTINCT product.document_id
        FROM branch
        JOIN products_categories_lnk link ON link.category_id = branch.id
        JOIN products product ON product.id = link.product_id
       WHERE product.published_at IS NOT NULL`;

const productNotes = [
  noteChanges(
    'products',
    'SELECT DISTINCT document_id FROM changed WHERE published_at IS NOT NULL',
  ),
  noteChanges('variants', ofRelated('variants_product_lnk', 'variant_id')),
  noteChanges('brands', ofRelated('products_brand_lnk', 'brand_id')),
  noteChanges('categories', ofBranch('id')),
  noteChanges('categories_parent_lnk', ofBranch('category_id')),
  noteChanges('variants_product_lnk', ofLink),
  noteChanges('products_brand_lnk', ofLink),
  noteChanges('products_categories_lnk', ofLink),
].join('\n');

/**
 * Notes variants of which something can be had at some store where nothing could, or the reverse, in the
 * transaction of the change. Most changes of a stock level are neither, and cost a comparison.
 */
const stockNotes = `
  CREATE OR REPLACE FUNCTION search_note_level() RETURNS trigger LANGUAGE plpgsql AS $note$
  BEGIN
    INSERT INTO search_stock_changes (variant_id) VALUES (NEW.variant_id);
    IF OLD.variant_id IS DISTINCT FROM NEW.variant_id THEN
      INSERT INTO search_stock_changes (variant_id) VALUES (OLD.variant_id);
    END IF;
    RETURN NULL;
  END $note$;
  CREATE OR REPLACE FUNCTION search_note_levels() RETURNS trigger LANGUAGE plpgsql AS $note$
  BEGIN
    INSERT INTO search_stock_changes (variant_id)
    SELECT DISTINCT variant_id FROM changed WHERE on_hand > 0;
    RETURN NULL;
  END $note$;
  CREATE OR REPLACE FUNCTION search_note_store() RETURNS trigger LANGUAGE plpgsql AS $note$
  BEGIN
    INSERT INTO search_stock_changes (variant_id)
    SELECT variant_id FROM stock_levels WHERE store_id = NEW.id AND on_hand > 0;
    RETURN NULL;
  END $note$;
  CREATE OR REPLACE FUNCTION search_note_no_stock() RETURNS trigger LANGUAGE plpgsql AS $note$
  BEGIN
    INSERT INTO search_stock_changes (variant_id) SELECT id FROM variants;
    RETURN NULL;
  END $note$;
  DO $triggers$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'stock_levels'::regclass
                                            AND tgname = 'search_note_stock_truncate') THEN
      CREATE TRIGGER search_note_stock_update AFTER UPDATE ON stock_levels
        FOR EACH ROW WHEN (
          (OLD.on_hand > OLD.reserved) IS DISTINCT FROM (NEW.on_hand > NEW.reserved)
          OR (OLD.on_hand > 0) IS DISTINCT FROM (NEW.on_hand > 0)
          OR OLD.variant_id IS DISTINCT FROM NEW.variant_id
          OR OLD.store_id IS DISTINCT FROM NEW.store_id)
        EXECUTE FUNCTION search_note_level();
      CREATE TRIGGER search_note_stock_insert AFTER INSERT ON stock_levels
        REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION search_note_levels();
      CREATE TRIGGER search_note_stock_delete AFTER DELETE ON stock_levels
        REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION search_note_levels();
      CREATE TRIGGER search_note_stock_truncate AFTER TRUNCATE ON stock_levels
        FOR EACH STATEMENT EXECUTE FUNCTION search_note_no_stock();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'stores'::regclass
                                            AND tgname = 'search_note_store') THEN
      CREATE TRIGGER search_note_store AFTER UPDATE ON stores
        FOR EACH ROW WHEN (OLD.active IS DISTINCT FROM NEW.active)
        EXECUTE FUNCTION search_note_store();
    END IF;
  END $triggers$;`;

/** What notes, on the catalogue and on the stock, of what products the index is out of date. Repeatable. */
export const indexTriggers = onTruncate + productNotes + stockNotes;
