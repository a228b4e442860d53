import type { TestShop } from '../support/shop';

/** What an answer holds; the expectations prove it, not a type. */
export type Json = any;

/** An answer over HTTP, its body read as JSON where it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

/** Asks a shop; `path` begins with a slash and may hold brackets. */
export async function get(
  shop: TestShop,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(shop.url + path, { headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

/** Sends a GraphQL query. */
export async function graphql(
  shop: TestShop,
  query: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${shop.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: await response.json(),
  };
}

/** Makes a document by Strapi's own route, as an integration does. */
async function create(shop: TestShop, plural: string, data: object, draft = false) {
  const response = await fetch(`${shop.url}/api/${plural}${draft ? '?status=draft' : ''}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${await shop.apiToken()}`,
    },
    body: JSON.stringify({ data }),
  });
  const body = (await response.json()) as { data: { documentId: string } };
  if (response.status !== 201) throw new Error(JSON.stringify(body));
  return body.data.documentId;
}

/**
 * A small catalogue with something hidden in every corner: a draft beside published products, an
 * inactive variant, the variant of a draft, an inactive store, a manager, and cost prices.
 */
export async function fillShop(shop: TestShop) {
  const brand = await create(shop, 'brands', { name: 'Kilima', slug: 'kilima' });
  const hiddenBrand = await create(shop, 'brands', { name: 'Only drafts', slug: 'only-drafts' });
  const drinks = await create(shop, 'categories', { name: 'Drinks', slug: 'drinks' });
  const tea = await create(shop, 'categories', { name: 'Tea', slug: 'tea', parent: drinks });
  const green = await create(shop, 'categories', { name: 'Green', slug: 'green', parent: tea });
  const collection = await create(shop, 'collections', { name: 'Gifts', slug: 'gifts' });
  const product = (name: string, slug: string, data: object, draft = false) =>
    create(
      shop,
      'products',
      { name, slug, tags: ['tag'], options: [{ name: 'Size', values: ['M'] }], ...data },
      draft,
    );
  const black = await product('Black tea', 'black-tea', {
    brand,
    categories: [tea],
    collections: [collection],
    featured: true,
    price: 500,
    currency: 'KES',
  });
  const sencha = await product('Sencha', 'sencha', {
    brand,
    categories: [green],
    price: 900,
    currency: 'KES',
  });
  const secret = await product(
    'Secret launch',
    'secret-launch',
    { brand, categories: [tea], collections: [collection], featured: true, price: 777 },
    true,
  );
  const secretOfHidden = await product('Secret two', 'secret-two', { brand: hiddenBrand }, true);
  const variant = (sku: string, of: string, data: object = {}) =>
    create(shop, 'variants', {
      sku,
      title: `Variant ${sku}`,
      product: of,
      price: 500,
      costPrice: 314_159,
      lowStockThreshold: 271_828,
      options: { Size: 'M' },
      ...data,
    });
  const visibleVariant = await variant('BLACK-1', black);
  const senchaVariant = await variant('SENCHA-1', sencha, { price: 900 });
  const inactiveVariant = await variant('BLACK-OFF', black, { active: false, title: 'Withdrawn' });
  const variantOfDraft = await variant('SECRET-1', secret, { title: 'Hidden' });
  const storeData = {
    country: 'KE',
    latitude: -1.28,
    longitude: 36.82,
    timezone: 'Africa/Nairobi',
  };
  const store = await create(shop, 'stores', { ...storeData, name: 'Town', code: 'TOWN' });
  const closedStore = await create(shop, 'stores', {
    ...storeData,
    name: 'Closed down',
    code: 'CLOSED',
    active: false,
  });
  await shop.sql(
    `INSERT INTO stores_managers_lnk (store_id, user_id)
     SELECT s.id, u.id FROM stores s, admin_users u WHERE s.document_id = $1`,
    [store],
  );
  return {
    brand,
    hiddenBrand,
    drinks,
    tea,
    green,
    collection,
    black,
    sencha,
    secret,
    secretOfHidden,
    visibleVariant,
    senchaVariant,
    inactiveVariant,
    variantOfDraft,
    store,
    closedStore,
  };
}
