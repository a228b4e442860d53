import { statement, type Database } from '../../src/plugins/kernel/server/contract';

const BRANDS = 50;
const CATEGORIES = 200;
const PICTURES = 500;

/** As autovacuum would do after a while. */
const vacuum = statement<[], never>(
  'bench.vacuum_catalogue',
  `VACUUM (ANALYZE) products, variants, variants_product_lnk, products_brand_lnk,
                    products_categories_lnk, files_related_mph`,
);

/** As long and as scattered as a real one, and with a letter first, by which Strapi knows one. */
function documentId(kind: string): string {
  return `'d' || left(md5('${kind}' || n), 23)`;
}

/** The document id of a product that `fillCatalogue` made. */
export const PRODUCT_ID = documentId('product');

/**
 * Adds products to a catalogue, straight in its tables: each with a brand, two categories, a
 * variant and two pictures in four sizes.
 *
 * @param from the first one's number
 * @param products how many there are afterwards, numbered from 1
 */
export async function fillCatalogue(
  database: Database,
  { from, products }: { from: number; products: number },
): Promise<void> {
  const each = `FROM generate_series(${from}, ${products}) n, generate_series(0, 1) stage`;
  const many = (count: number) => (from === 1 ? count : 0);
  await database.runScript(`
    -- The foreign keys hold by the numbers below; asking for each row would take minutes.
    SET LOCAL session_replication_role = replica;
    INSERT INTO brands (id, document_id, name, slug, created_at, updated_at, published_at)
    SELECT n, ${documentId('brand')}, 'Brand ' || n, 'brand-' || n, now(), now(), now()
      FROM generate_series(1, ${many(BRANDS)}) n;
    INSERT INTO categories (id, document_id, name, slug, position, created_at, updated_at, published_at)
    SELECT n, ${documentId('category')}, 'Category ' || n, 'category-' || n, n, now(), now(), now()
      FROM generate_series(1, ${many(CATEGORIES)}) n;
    INSERT INTO files (id, document_id, name, alternative_text, width, height, formats, hash, ext,
                       mime, size, url, provider, folder_path, created_at, updated_at, published_at)
    SELECT n, ${documentId('file')}, 'Picture ' || n, 'A picture', 1600, 1200,
           (SELECT jsonb_object_agg(size, jsonb_build_object('ext', '.webp', 'url',
                     '/uploads/' || size || '_' || md5(n::text) || '.webp', 'hash', size || md5(n::text),
                     'mime', 'image/webp', 'name', size || '_picture.webp', 'path', NULL, 'size', 12.3,
                     'width', 500, 'height', 375, 'sizeInBytes', 12345))
              FROM unnest(ARRAY['thumbnail', 'small', 'medium', 'large']) size),
           md5(n::text), '.webp', 'image/webp', 123.4, '/uploads/' || md5(n::text) || '.webp', 'local',
           '/', now(), now(), now()
      FROM generate_series(1, ${many(PICTURES)}) n;
    INSERT INTO products (id, document_id, name, slug, short_description, description, tags, options,
                          featured, price, currency, rating_average, rating_count, created_at,
                          updated_at, published_at)
    SELECT n * 2 + stage, ${PRODUCT_ID}, 'Product ' || n, 'product-' || n,
           'A thing that people buy, number ' || n, repeat('It is well made and lasts. ', 8),
           '["new", "sale"]', '[{"name": "Size", "values": ["M"]}]', n % 100 = 0, 500 + n % 5000, 'USD',
           0, 0, now(), now(), CASE stage WHEN 1 THEN now() END ${each};
    INSERT INTO variants (id, document_id, sku, title, options, price, allow_backorder, active,
                          position, created_at, updated_at, published_at)
    SELECT n, ${documentId('variant')}, 'SKU-' || n, 'M', '{"Size": "M"}', 500 + n % 5000, false, true,
           0, now(), now(), now()
      FROM generate_series(${from}, ${products}) n;
    INSERT INTO variants_product_lnk (variant_id, product_id, variant_ord)
    SELECT n, n * 2 + stage, 1 ${each};
    INSERT INTO products_brand_lnk (product_id, brand_id, product_ord)
    SELECT n * 2 + stage, 1 + n % ${BRANDS}, n ${each};
    INSERT INTO products_categories_lnk (product_id, category_id, category_ord, product_ord)
    SELECT n * 2 + stage, 1 + (n * turn) % ${CATEGORIES}, turn, n ${each}, generate_series(1, 2) turn
    ON CONFLICT DO NOTHING;
    INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
    SELECT 1 + (n + turn) % ${PICTURES}, n * 2 + 1, 'api::product.product', 'images', turn
      FROM generate_series(${from}, ${products}) n, generate_series(1, 2) turn;
    SELECT setval(pg_get_serial_sequence(name, 'id'), ${products} * 2 + 1000)
      FROM unnest(ARRAY['brands', 'categories', 'files', 'products', 'variants']) name;`);
  await database.query(vacuum, []);
}
