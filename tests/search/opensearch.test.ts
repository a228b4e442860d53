import { EmulatorProcess } from '../support/emulators';
import { Endings } from '../support/endings';
import { makeStore, stock, type Variant } from '../support/catalogue';
import { bearer, call, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { KEYBOARDS, makeGoods, makeShelves, untilIndexed } from './goods';

const endings = new Endings();
let shop: TestShop;
let server: EmulatorProcess;

beforeAll(async () => {
  server = await EmulatorProcess.start('opensearch');
  endings.add(() => server.stop());
  shop = await createShop({ env: { ...WORKING, OPENSEARCH_URL: server.url } });
  endings.add(() => shop.stop());
  await makeShelves(
    shop,
    ['Kilima', 'Bahari'],
    [['Computers'], ['Keyboards', 'Computers'], ['Covers', 'Keyboards']],
  );
  for (const goods of KEYBOARDS) await makeGoods(shop, goods);
  await untilFound(4);
});
afterAll(() => endings.run());

const search = (query: string): Promise<HttpAnswer> =>
  call('GET', `${shop.url}/api/products/search?${query}`);

async function namesOf(query: string): Promise<string[]> {
  const { status, body } = await search(query);
  expect({ status, body }).toMatchObject({ status: 200 });
  return (body.data as { name: string }[]).map(({ name }) => name);
}

async function untilFound(total: number): Promise<void> {
  await untilIndexed(shop);
  await until(
    async () => (await search('q=')).body.meta?.pagination?.total === total,
    `${total} products in the index`,
  );
}

it('finds what has every word, the best first, and nothing that is not published', async () => {
  expect(await namesOf('q=keyboards')).toHaveLength(3);
  expect(await namesOf('q=wireless+keyboard')).toEqual([
    'Wireless keyboard',
    // Few have both words, so that one of them is enough.
    expect.stringContaining('eyboard'),
    expect.stringContaining('eyboard'),
  ]);
  expect(await namesOf('q=%22keyboard+cover%22')).toEqual(['Keyboard cover']);
  expect(await namesOf('q=cafe')).toEqual(['Café crème']);
});

it('finds by SKU and barcode', async () => {
  expect((await namesOf('q=KB-100/W'))[0]).toBe('Wireless keyboard');
  expect(await namesOf('q=4006381333931')).toEqual(['Wireless keyboard']);
});

it('reads a misspelt word as it was meant', async () => {
  const meant = await search('q=wirelss');
  expect(meant.body.data[0].name).toBe('Wireless keyboard');
  expect(meant.body.meta.corrected).toBe('wireless');
});

it('counts each facet without its own filter', async () => {
  const { body } = await search('q=keyboard&brand=kilima&attributes[colour]=black');
  expect(body.data).toHaveLength(2);
  expect(body.meta.facets.brands).toEqual([
    expect.objectContaining({ name: 'Kilima', slug: 'kilima', count: 2 }),
  ]);
  expect(body.meta.facets.attributes).toContainEqual({
    name: 'Colour',
    values: [{ value: 'Black', count: 2 }],
  });
  expect(body.meta.facets.price).toMatchObject({ min: 900, max: 4_900 });
  const all = (await search('q=keyboard')).body.meta.facets;
  expect(all.categories).toEqual([
    expect.objectContaining({
      name: 'Computers',
      count: 3,
      children: [expect.objectContaining({ name: 'Keyboards', count: 3 })],
    }),
  ]);
  expect(all.tags).toEqual([{ value: 'New', count: 1 }]);
});

it('narrows by price and sorts', async () => {
  expect(await namesOf('q=keyboard&minPrice=900&maxPrice=4900&sort=price:asc')).toEqual([
    'Keyboard cover',
    'Wireless keyboard',
  ]);
  expect((await namesOf('q=&sort=price:desc'))[0]).toBe('Mechanical keyboard');
});

it('knows from the live stock what can be had, and where', async () => {
  const [there, elsewhere] = [await makeStore(shop), await makeStore(shop)];
  const [variant] = await shop.sql<Variant>(
    `SELECT id, document_id AS "documentId", sku FROM variants WHERE sku = 'KB-100/W'`,
  );
  if (variant === undefined) throw new Error('The variant is missing');
  await stock(shop, there, variant, 1);
  expect(await namesOf('q=keyboard&inStock=true')).toEqual(['Wireless keyboard']);
  expect(await namesOf(`q=keyboard&storeId=${there.documentId}`)).toEqual(['Wireless keyboard']);
  expect(await namesOf(`q=keyboard&storeId=${elsewhere.documentId}`)).toEqual([]);
  expect((await search('q=keyboard&pageSize=9')).body.meta.facets.availability).toEqual({
    inStock: 1,
    outOfStock: 2,
  });
  expect(await search('q=keyboard&storeId=nowhere')).toMatchObject({
    status: 404,
    body: { error: { details: { code: 'STORE_NOT_FOUND' } } },
  });
});

it('completes what somebody types', async () => {
  const { body } = await call('GET', `${shop.url}/api/products/suggest?q=wireless+key`);
  expect(body.data[0]).toEqual({ type: 'query', text: 'wireless keyboard' });
  expect(body.data).toContainEqual(
    expect.objectContaining({ type: 'product', text: 'Wireless keyboard' }),
  );
});

it('follows what is changed, published and deleted', async () => {
  await makeGoods(shop, { name: 'Passing fancy' });
  await untilFound(5);
  await shop.sql(`UPDATE products SET name = 'Lasting joy' WHERE document_id = 'passing-fancy'`);
  await untilIndexed(shop);
  await until(async () => (await namesOf('q=lasting')).length === 1, 'the new name');
  await shop.sql(`DELETE FROM products WHERE document_id = 'passing-fancy'`);
  await untilFound(4);
});

it('comes after what it could not be told, as soon as it answers', async () => {
  await server.fault({ on: 'bulk', do: 'error', times: 4 });
  await makeGoods(shop, { name: 'Patient teapot' });
  await untilFound(5);
  expect(await namesOf('q=teapot')).toEqual(['Patient teapot']);
  await shop.sql(`DELETE FROM products WHERE document_id = 'patient-teapot'`);
  await untilFound(4);
});

it('is a 503 that says so while the server is away', async () => {
  await server.fault({ on: 'search', do: 'error', times: null });
  try {
    expect(await search('q=something+new')).toMatchObject({
      status: 503,
      body: { error: { details: { code: 'PROVIDER_UNAVAILABLE' } } },
    });
  } finally {
    await server.clearFaults();
  }
});

it('makes the whole index anew while it is searched', async () => {
  const headers = bearer(await shop.apiToken());
  const rebuilt = await call('POST', `${shop.url}/api/admin/search/rebuild`, { headers });
  expect(rebuilt.status).toBe(202);
  expect(await namesOf('q=keyboard')).toHaveLength(3);
  await untilFound(4);
});
