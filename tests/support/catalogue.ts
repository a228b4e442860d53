import { randomUUID } from 'node:crypto';
import { bearer, call, type HttpAnswer } from './http';
import type { TestShop } from './shop';

export interface Store {
  id: number;
  documentId: string;
}

export interface Variant {
  id: number;
  sku: string;
  productId: string;
}

/** Whatever has a shop's database, with a server on it or without. */
type Rows = Pick<TestShop, 'sql'>;

let made = 0;

/** A short text that no other row of the test has. */
function next(prefix: string): string {
  made += 1;
  return `${prefix}${made.toString().padStart(4, '0')}`;
}

/** Makes a store, straight in the database. */
export async function makeStore(
  shop: Rows,
  { pickup = true, delivery = true, latitude = -1.28, longitude = 36.82 } = {},
): Promise<Store> {
  const documentId = next('store');
  const [row] = await shop.sql<{ id: number }>(
    `INSERT INTO stores (document_id, name, code, active, country, latitude, longitude, timezone,
                         pickup, delivery, created_at, updated_at, published_at)
     VALUES ($1::text, $1::text, $1::text, true, 'KE', $2, $3, 'Africa/Nairobi', $4, $5, now(), now(), now())
     RETURNING id`,
    [documentId, latitude, longitude, pickup, delivery],
  );
  return { id: row?.id ?? 0, documentId };
}

/** Makes a product, draft and published, with one variant or several. */
export async function makeProduct(
  shop: Rows,
  { variants = 1, price = 1999, published = true, allowBackorder = false } = {},
): Promise<Variant[]> {
  const productId = next('product');
  const rows = await shop.sql<{ id: number }>(
    `INSERT INTO products (document_id, name, slug, created_at, updated_at, published_at)
     SELECT $1::text, 'Product ' || $1::text, $1::text, now(), now(), stamp
       FROM unnest($2::timestamp[]) AS stamp
     RETURNING id`,
    [productId, published ? [null, new Date()] : [null]],
  );
  const result: Variant[] = [];
  for (let turn = 0; turn < variants; turn += 1) {
    const sku = next('SKU');
    const [variant] = await shop.sql<{ id: number }>(
      `INSERT INTO variants (document_id, sku, title, price, allow_backorder, active, position,
                             created_at, updated_at, published_at)
       VALUES ($1, $2::text, 'Title ' || $2::text, $3, $4, true, $5, now(), now(), now())
       RETURNING id`,
      [next('variant'), sku, price, allowBackorder, turn],
    );
    const id = variant?.id ?? 0;
    await shop.sql(
      `INSERT INTO variants_product_lnk (variant_id, product_id)
       SELECT $1, unnest($2::int[])`,
      [id, rows.map((row) => row.id)],
    );
    result.push({ id, sku, productId });
  }
  return result;
}

/** Makes a product of one variant. */
export async function makeVariant(
  shop: Rows,
  options: Parameters<typeof makeProduct>[1] = {},
): Promise<Variant> {
  const [variant] = await makeProduct(shop, options);
  if (variant === undefined) throw new Error('no variant was made');
  return variant;
}

/** Puts goods into a store with the movement that says so. */
export async function stock(
  shop: Rows,
  store: Store,
  variant: Variant,
  onHand: number,
): Promise<void> {
  const [level] = await shop.sql<{ id: number }>(
    `INSERT INTO stock_levels (document_id, variant_id, store_id, on_hand, reserved, backorderable,
                               created_at, updated_at, published_at)
     SELECT $1, id, $3, $4, 0, allow_backorder, now(), now(), now() FROM variants WHERE id = $2
     RETURNING id`,
    [next('level'), variant.id, store.id, onHand],
  );
  await shop.sql(
    `INSERT INTO stock_movements (document_id, stock_level_id, delta, on_hand_after, kind, actor, at,
                                  created_at, updated_at, published_at)
     VALUES ($1, $2, $3::int, $3::int, 'initial', 'test', now(), now(), now(), now())`,
    [next('movement'), level?.id, onHand],
  );
}

/** Says what a store has of a variant, as whoever counts it does. */
export async function countStock(
  shop: TestShop,
  store: Store,
  { sku }: Variant,
  onHand: number,
): Promise<HttpAnswer> {
  return call('PUT', `${shop.url}/api/stores/${store.documentId}/stock`, {
    headers: bearer(await shop.apiToken()),
    body: [{ sku, onHand, reason: 'counted' }],
  });
}

/** What a store has of a variant and how many of them are reserved. */
export async function stockOf(
  shop: Rows,
  store: Store,
  variant: Variant,
): Promise<{ on_hand: number; reserved: number } | undefined> {
  const [row] = await shop.sql<{ on_hand: number; reserved: number }>(
    'SELECT on_hand, reserved FROM stock_levels WHERE store_id = $1 AND variant_id = $2',
    [store.id, variant.id],
  );
  return row;
}

export const ADDRESS = {
  firstName: 'Amina',
  lastName: 'Otieno',
  phone: '+254700000000',
  line1: '1 Sample Street',
  city: 'Nairobi',
  postalCode: '00100',
  country: 'KE',
};

/** The body of an order that is delivered and paid in cash. */
export const CASH_ORDER = {
  email: 'guest@example.com',
  deliveryType: 'delivery',
  shippingAddress: ADDRESS,
  paymentMethod: 'cash_on_delivery',
};

/** Headers of a new request. */
export const newKey = () => ({ 'Idempotency-Key': randomUUID() });

/** Lets a new guest put goods into a cart; gives the cart's token. */
export async function guestWith(
  url: string,
  variant: Variant,
  quantity = 1,
  more: object = {},
): Promise<string> {
  const added = await call('POST', `${url}/api/cart/items`, {
    body: { sku: variant.sku, quantity, ...more },
  });
  if (added.status !== 201) throw new Error(`the cart answered ${JSON.stringify(added.body)}`);
  return added.body.data.token as string;
}
