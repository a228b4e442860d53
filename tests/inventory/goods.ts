import type { TestShop } from '../support/shop';

export interface Response<T = unknown> {
  status: number;
  data: T;
  error?: { message: string; details: { code?: string; [fact: string]: unknown } };
  meta?: { pagination?: object };
}

/** Calls a shop and reads its envelope; `path` begins with a slash. */
export async function call<T = Record<string, unknown>>(
  url: string,
  path: string,
  { method = 'GET', token, body, headers = {} }: CallOptions = {},
): Promise<Response<T>> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...headers,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const envelope = text === '' ? {} : (JSON.parse(text) as object);
  return { ...envelope, status: response.status } as Response<T>;
}

interface CallOptions {
  method?: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Document {
  id: number;
  documentId: string;
}

/** Makes a document through Strapi's own REST, as a script would. */
export async function make(shop: TestShop, plural: string, data: object): Promise<Document> {
  const token = await shop.apiToken();
  const made = await call<Document>(shop.url, `/api/${plural}`, {
    method: 'POST',
    token,
    body: { data },
  });
  if (made.status !== 201) throw new Error(`${plural}: ${JSON.stringify(made)}`);
  return made.data;
}

let goods = 0;

/** Makes a published product with one variant. */
export async function makeVariant(
  shop: TestShop,
  fields: { allowBackorder?: boolean; active?: boolean } = {},
): Promise<Document & { sku: string }> {
  goods += 1;
  const sku = `SKU-${goods}`;
  const product = await make(shop, 'products', { name: `Mug ${goods}`, slug: `mug-${goods}` });
  const variant = await make(shop, 'variants', {
    sku,
    title: 'Blue',
    price: 900,
    product: product.documentId,
    ...fields,
  });
  return { ...variant, sku };
}

/** Makes a store without stock. */
export async function makeStore(shop: TestShop): Promise<Document> {
  goods += 1;
  return make(shop, 'stores', {
    name: `Store ${goods}`,
    code: `S${goods}`,
    country: 'KE',
    latitude: -1.286389,
    longitude: 36.817223,
    timezone: 'Africa/Nairobi',
  });
}

/** Makes a stock level by hand. */
export async function makeStock(
  shop: TestShop,
  variant: Document,
  store: Document,
  onHand: number,
): Promise<Document> {
  const { documentId } = await make(shop, 'stock-levels', {
    variant: variant.documentId,
    store: store.documentId,
    onHand,
  });
  return { documentId, id: await rowId(shop, documentId) };
}

async function rowId(shop: TestShop, documentId: string): Promise<number> {
  const [row] = await shop.sql<{ id: number }>(
    'SELECT id FROM stock_levels WHERE document_id = $1',
    [documentId],
  );
  if (row === undefined) throw new Error(`There is no stock level ${documentId}`);
  return row.id;
}

/** What the books say of a stock row. */
export async function booksOf(
  shop: Pick<TestShop, 'sql'>,
  stock: Pick<Document, 'id'>,
): Promise<{ on_hand: number; reserved: number; moved: number; live: number }> {
  const [row] = await shop.sql<{
    on_hand: number;
    reserved: number;
    moved: number;
    live: number;
  }>(
    `SELECT on_hand, reserved,
            (SELECT coalesce(sum(delta), 0)::int FROM stock_movements WHERE stock_level_id = $1) AS moved,
            (SELECT coalesce(sum(quantity), 0)::int FROM holds
              WHERE stock_level_id = $1 AND state IN ('held', 'allocated')) AS live
       FROM stock_levels WHERE id = $1`,
    [stock.id],
  );
  if (row === undefined) throw new Error(`There is no stock row ${stock.id}`);
  return row;
}
