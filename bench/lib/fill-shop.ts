import type { Database } from '../../src/plugins/kernel/server/contract';

/** So much of everything that no benchmark runs out of it unless it means to. */
export const PLENTY = 1_000_000_000;

/**
 * Adds stores and products to a shop, straight in its tables: each product with one variant, which
 * three of the stores have.
 *
 * @param products how many there are afterwards, numbered from 1
 */
export async function fillShop(
  database: Database,
  { from, products, stores }: { from: number; products: number; stores: number },
): Promise<void> {
  await database.runScript(`
    -- The foreign keys hold by the numbers below; asking for each row would take minutes.
    SET LOCAL session_replication_role = replica;
    INSERT INTO stores (id, document_id, name, code, active, country, latitude, longitude, timezone,
                        pickup, delivery, created_at, updated_at, published_at)
    SELECT n, ${documentId('store')}, 'Store ' || n, 'B' || n, true, 'KE', -1.28 + n % 100 * 0.1,
           36.82 + n % 100 * 0.1, 'Africa/Nairobi', true, true, now(), now(), now()
      FROM generate_series(1, ${stores}) n
    ON CONFLICT DO NOTHING;
    INSERT INTO products (id, document_id, name, slug, price, currency, created_at, updated_at,
                          published_at)
    SELECT n * 2 + stage, ${documentId('product')}, 'Product ' || n, 'product-' || n,
           500 + n % 5000, 'USD', now(), now(), CASE stage WHEN 1 THEN now() END
      FROM generate_series(${from}, ${products}) n, generate_series(0, 1) stage;
    INSERT INTO variants (id, document_id, sku, title, price, allow_backorder, active, position,
                          created_at, updated_at, published_at)
    SELECT n, ${documentId('variant')}, 'SKU-' || n, 'One size', 500 + n % 5000, false, true, 0,
           now(), now(), now()
      FROM generate_series(${from}, ${products}) n;
    INSERT INTO variants_product_lnk (variant_id, product_id)
    SELECT n, n * 2 + stage
      FROM generate_series(${from}, ${products}) n, generate_series(0, 1) stage;
    INSERT INTO stock_levels (id, document_id, variant_id, store_id, on_hand, reserved,
                              backorderable, created_at, updated_at, published_at)
    SELECT n * 3 + part, ${documentId(`level' || part || '`)}, n, 1 + (n + part * 5) % ${stores},
           ${PLENTY}, 0, false, now(), now(), now()
      FROM generate_series(${from}, ${products}) n, generate_series(0, 2) part;
    INSERT INTO stock_movements (document_id, stock_level_id, delta, on_hand_after, kind, actor, at,
                                 created_at, updated_at, published_at)
    SELECT ${documentId(`move' || part || '`)}, n * 3 + part, ${PLENTY}, ${PLENTY}, 'initial',
           'bench', now(), now(), now(), now()
      FROM generate_series(${from}, ${products}) n, generate_series(0, 2) part;
    SELECT setval(pg_get_serial_sequence(name, 'id'), ${products} * 3 + 3)
      FROM unnest(ARRAY['stores', 'products', 'variants', 'stock_levels']) name;`);
}

/** The SKU of a product that `fillShop` made. */
export function skuOf(product: number): string {
  return `SKU-${product}`;
}

/** As long and as scattered as a real one, and with a letter first, by which Strapi knows one. */
function documentId(kind: string): string {
  return `'d' || left(md5('${kind}' || n), 23)`;
}

/** Leaves so many units of a product of `fillShop`, all in one store. */
export async function makeScarce(
  database: Database,
  product: number,
  units: number,
): Promise<void> {
  await database.runScript(`
    UPDATE stock_levels SET on_hand = CASE WHEN id = ${product * 3} THEN ${units} ELSE 0 END
     WHERE variant_id = ${product};`);
}
