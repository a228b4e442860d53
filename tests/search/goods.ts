import { setTimeout as sleep } from 'node:timers/promises';
import type { TestShop } from '../support/shop';
import { until } from '../support/until';

/** A product as a test describes it. */
export interface Goods {
  name: string;
  /** Of a name whose letters make none. */
  slug?: string;
  brand?: string;
  category?: string;
  text?: string;
  price?: number;
  sku?: string;
  barcode?: string;
  attributes?: Record<string, string>;
  options?: Record<string, string>;
  tags?: string[];
  /** Not published. */
  draft?: boolean;
}

/** What the tests of both engines search; its brands and categories are to be made first. */
export const KEYBOARDS: readonly Goods[] = [
  {
    name: 'Wireless keyboard',
    brand: 'Kilima',
    category: 'Keyboards',
    price: 4_900,
    sku: 'KB-100/W',
    barcode: '4006381333931',
    attributes: { Colour: 'Black', Layout: 'QWERTY' },
  },
  {
    name: 'Mechanical keyboard',
    brand: 'Bahari',
    category: 'Keyboards',
    price: 12_900,
    attributes: { Colour: 'White' },
  },
  {
    name: 'Keyboard cover',
    brand: 'Kilima',
    category: 'Covers',
    price: 900,
    attributes: { Colour: 'Black' },
    text: 'Keeps crumbs out.',
    tags: ['New'],
  },
  { name: 'Café crème', text: 'Coffee with <b>cream</b> & sugar', price: 700 },
  { name: 'Secret keyboard', draft: true },
];

const slugOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Makes the brands and categories by name; a category may name the one above it. */
export async function makeShelves(
  shop: TestShop,
  brands: readonly string[],
  categories: readonly [name: string, above?: string][],
): Promise<void> {
  await shop.sql(
    `INSERT INTO brands (document_id, name, slug, created_at, updated_at, published_at)
     SELECT 'brand-' || slug, name, slug, now(), now(), now()
       FROM unnest($1::text[], $2::text[]) AS brand (name, slug)`,
    [brands, brands.map(slugOf)],
  );
  for (const [name, above] of categories) {
    await shop.sql(
      `WITH made AS (
         INSERT INTO categories (document_id, name, slug, position, created_at, updated_at, published_at)
         VALUES ('category-' || $2::text, $1, $2, 0, now(), now(), now()) RETURNING id)
       INSERT INTO categories_parent_lnk (category_id, inv_category_id)
       SELECT made.id, above.id FROM made JOIN categories above ON above.name = $3`,
      [name, slugOf(name), above ?? null],
    );
  }
}

/** Makes a product with one variant, as the panel would leave it; its document id is its slug. */
export async function makeGoods(shop: TestShop, goods: Goods): Promise<string> {
  const slug = goods.slug ?? slugOf(goods.name);
  await shop.sql(
    `WITH product AS (
       INSERT INTO products (document_id, name, slug, short_description, price, currency, tags,
                             attributes, created_at, updated_at, published_at)
       SELECT $1::text, $2, $1::text, $3, $4, 'USD', $5::jsonb, $6::jsonb, now(), now(), stamp
         FROM unnest($7::timestamp[]) AS stamp
       RETURNING id
     ), variant AS (
       INSERT INTO variants (document_id, sku, barcode, title, options, price, allow_backorder, active,
                             position, created_at, updated_at, published_at)
       VALUES ('variant-' || $1::text, $8, $9, 'Default Title', $10::jsonb, $4, false, true, 0, now(),
               now(), now())
       RETURNING id
     ), sold AS (
       INSERT INTO variants_product_lnk (variant_id, product_id)
       SELECT variant.id, product.id FROM variant, product
     ), made AS (
       INSERT INTO products_brand_lnk (product_id, brand_id)
       SELECT product.id, brands.id FROM product JOIN brands ON brands.name = $11
     )
     INSERT INTO products_categories_lnk (product_id, category_id)
     SELECT product.id, categories.id FROM product JOIN categories ON categories.name = $12`,
    [
      slug,
      goods.name,
      goods.text ?? null,
      goods.price ?? 1_000,
      JSON.stringify(goods.tags ?? []),
      JSON.stringify(goods.attributes ?? {}),
      goods.draft ? [null] : [null, new Date()],
      goods.sku ?? `SKU-${slug}`,
      goods.barcode ?? null,
      JSON.stringify(goods.options ?? {}),
      goods.brand ?? null,
      goods.category ?? null,
    ],
  );
  return slug;
}

/** Waits until the index has heard of everything that was committed. */
export async function untilIndexed(shop: TestShop): Promise<void> {
  await until(async () => {
    const [row] = await shop.sql<{ left: number }>('SELECT count(*) AS left FROM search_changes');
    return row?.left === 0;
  }, 'the index to follow');
  // Answers are kept for half a second.
  await sleep(550);
}
