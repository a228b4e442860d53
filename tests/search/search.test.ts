import { makeStore, newKey, stock } from '../support/catalogue';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { member } from '../orders/orders';
import { until } from '../support/until';
import { KEYBOARDS, makeGoods, makeShelves, untilIndexed, type Goods } from './goods';

let shop: TestShop;

const SHELF: readonly Goods[] = [
  ...KEYBOARDS,
  {
    name: 'Tea for long nights',
    text: 'Drink it beside your keyboard, with the keyboard light on.',
    price: 500,
  },
  { name: 'USB hub', brand: 'Bahari', category: 'Hubs', price: 2_500, options: { Ports: '4' } },
  { name: 'USB charger for every hub', brand: 'Kilima', price: 1_500 },
  { name: 'Notebook 14', brand: 'Bahari', category: 'Computers', price: 89_900 },
  { name: 'Smartwatch', category: 'Computers', price: 19_900 },
  { name: 'Синий ёж', slug: 'hedgehog' },
  { name: '한국 ガス ストーブ', slug: 'stove' },
  { name: 'हिन्दी कैलेंडर', slug: 'calendar' },
];

beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  await makeShelves(
    shop,
    ['Kilima', 'Bahari'],
    [['Computers'], ['Keyboards', 'Computers'], ['Covers', 'Keyboards'], ['Hubs', 'Computers']],
  );
  for (const goods of SHELF) await makeGoods(shop, goods);
  await untilIndexed(shop);
});
afterAll(() => shop.stop());

const search = (query: string): Promise<HttpAnswer> =>
  call('GET', `${shop.url}/api/products/search?${query}`);
const slugs = ({ body }: HttpAnswer) =>
  body.data.map((hit: { slug: string }) => hit.slug) as string[];
const found = async (query: string) => slugs(await search(query));

it('puts what is about the words before what mentions them', async () => {
  const { status, body } = await search('q=keyboard');
  expect(status).toBe(200);
  const names = body.data.map((hit: { name: string }) => hit.name);
  expect(names).toHaveLength(4);
  expect(names[3]).toBe('Tea for long nights');
  expect(names).not.toContain('Secret keyboard');
  expect(body.meta.pagination).toEqual({ page: 1, pageSize: 20, pageCount: 1, total: 4 });
  expect(body.data.find((hit: { slug: string }) => hit.slug === 'wireless-keyboard')).toMatchObject(
    {
      documentId: 'wireless-keyboard',
      price: 4_900,
      currency: 'USD',
      brand: { name: 'Kilima', slug: 'kilima' },
      categories: [{ slug: 'keyboards' }],
      variants: [{ sku: 'KB-100/W', price: 4_900 }],
      highlight: { name: 'Wireless <mark>keyboard</mark>' },
    },
  );
});

it.each([
  [
    'another number',
    'q=keyboards&pageSize=1',
    'wireless-keyboard|mechanical-keyboard|keyboard-cover',
  ],
  ['a slip of the finger', 'q=mecanical%20keybaord', 'mechanical-keyboard'],
  ['a word that is not finished', 'q=mechan', 'mechanical-keyboard'],
  ['a SKU, whatever its signs', 'q=kb100w', 'wireless-keyboard'],
  ['a barcode', 'q=4006381333931', 'wireless-keyboard'],
  ['accents', 'q=CAFE%20creme', 'caf-cr-me'],
  ['one word written as two', 'q=smart%20watch', 'smartwatch'],
  ['a brand and a thing', 'q=bahari%20keyboard', 'mechanical-keyboard'],
  ['an attribute', 'q=qwerty', 'wireless-keyboard'],
  ['words side by side', 'q=usb%20hub', 'usb-hub'],
  ['letters that look like one with an accent', `q=${encodeURIComponent('синий')}`, 'hedgehog'],
  ['letters that lost their dots', `q=${encodeURIComponent('еж')}`, 'hedgehog'],
  ['syllables', `q=${encodeURIComponent('한국')}`, 'stove'],
  ['voiced letters', `q=${encodeURIComponent('ガス')}`, 'stove'],
  ['signs of vowels', `q=${encodeURIComponent('हिन्दी')}`, 'calendar'],
  ['a phrase', 'q=%22usb%20hub%22', 'usb-hub'],
])('finds by %s', async (_name, query, first) => {
  expect((await found(query))[0]).toMatch(new RegExp(`^(${first})$`));
});

it('tells how it understood a misspelt query', async () => {
  const { body } = await search('q=mecanical');
  expect(body.meta).toMatchObject({ corrected: 'mechanical', relaxed: false });
  expect((await search('q=xqzvw')).body).toMatchObject({ data: [], meta: { corrected: null } });
});

it('says what may have been meant where nothing is found', async () => {
  const { body } = await search('q=mechanixxxcal');
  expect(body).toMatchObject({
    data: [],
    meta: { corrected: null, didYouMean: 'mechanical', pagination: { total: 0 } },
  });
});

it('says the query as it was typed, also where another’s answer is given', async () => {
  const [small, large] = await Promise.all([search('q=usb%20hub'), search('q=USB%20Hub')]);
  expect([small.body.meta.query, large.body.meta.query]).toEqual(['usb hub', 'USB Hub']);
});

it('counts what the hits can be narrowed by', async () => {
  const { facets } = (await search('q=keyboard')).body.meta;
  expect(facets.brands).toEqual([
    { documentId: 'brand-kilima', name: 'Kilima', slug: 'kilima', count: 2 },
    { documentId: 'brand-bahari', name: 'Bahari', slug: 'bahari', count: 1 },
  ]);
  expect(facets.categories).toMatchObject([
    {
      name: 'Computers',
      count: 3,
      children: [{ name: 'Keyboards', count: 3, children: [{ name: 'Covers', count: 1 }] }],
    },
  ]);
  expect(facets.attributes[0]).toMatchObject({
    name: 'Colour',
    values: [
      { value: 'Black', count: 2 },
      { value: 'White', count: 1 },
    ],
  });
  expect(facets.price).toMatchObject({ min: 500, max: 12_900 });
  const counted = facets.price.ranges.map(({ count }: { count: number }) => count);
  expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(4);
  expect(facets.availability).toEqual({ inStock: 0, outOfStock: 4 });
});

it('narrows, and counts a facet as if it did not narrow itself', async () => {
  const { body } = await search('q=keyboard&brand=kilima&attributes[colour]=BLACK');
  expect(body.data).toHaveLength(2);
  expect(body.meta.facets.brands).toMatchObject([{ slug: 'kilima', count: 2 }]);
  const other = await search('q=keyboard&brand=bahari');
  expect(slugs(other)).toEqual(['mechanical-keyboard']);
  expect(other.body.meta.facets.brands).toMatchObject([{ count: 2 }, { count: 1 }]);
  expect(await found('category=computers&sort=price:asc')).toEqual([
    'keyboard-cover',
    'usb-hub',
    'wireless-keyboard',
    'mechanical-keyboard',
    'smartwatch',
    'notebook-14',
  ]);
  expect(await found('category=category-covers')).toEqual(['keyboard-cover']);
  expect(await found('q=keyboard&minPrice=900&maxPrice=4900&sort=price:desc')).toEqual([
    'wireless-keyboard',
    'keyboard-cover',
  ]);
  expect(await found('q=keyboard&brand=nobody')).toEqual([]);
  expect(await found('attributes[Ports]=4')).toEqual(['usb-hub']);
});

it('knows a value that begins with another letter than A to Z, as product after product comes with it', async () => {
  for (const name of ['Curtain', 'Carpet']) {
    await makeGoods(shop, { name: `Éstrella ${name}`, options: { Ölfarbe: 'Écru' } });
    await untilIndexed(shop);
  }
  expect(await found('q=%C3%A9strella')).toHaveLength(2);
  const narrowed = await search(
    `q=%C3%A9strella&attributes[${encodeURIComponent('Ölfarbe')}]=${encodeURIComponent('Écru')}`,
  );
  expect(slugs(narrowed)).toHaveLength(2);
  expect(narrowed.body.meta.facets.attributes).toContainEqual(
    expect.objectContaining({ name: 'Ölfarbe', values: [{ value: 'Écru', count: 2 }] }),
  );
});

it('asks the stock as it is', async () => {
  const store = await makeStore(shop);
  const [variant] = await shop.sql<{ id: number; sku: string }>(
    `SELECT id, sku FROM variants WHERE sku = 'KB-100/W'`,
  );
  expect(await found('q=keyboard&inStock=true')).toEqual([]);
  await stock(
    shop,
    store,
    { id: variant!.id, sku: variant!.sku, productId: 'wireless-keyboard' },
    3,
  );
  expect(await found('q=keyboard&inStock=true')).toEqual(['wireless-keyboard']);
  const at = await search(`q=keyboard&storeId=${store.documentId}`);
  expect(slugs(at)).toEqual(['wireless-keyboard']);
  expect(at.body.meta.facets.availability).toEqual({ inStock: 1, outOfStock: 3 });
  await shop.sql('UPDATE stock_levels SET reserved = on_hand');
  expect(await found('q=keyboard&inStock=true')).toEqual([]);
  await shop.sql(
    `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
     SELECT 'gone', id, on_hand, 'held', now() - interval '1 second' FROM stock_levels`,
  );
  expect(await found('q=keyboard&inStock=true')).toEqual(['wireless-keyboard']);
  expect(await found(`q=keyboard&storeId=${store.documentId}`)).toEqual(['wireless-keyboard']);
  await shop.sql('UPDATE stores SET active = false');
  expect(await found('q=keyboard&inStock=true')).toEqual([]);
  await shop.sql('UPDATE stores SET active = true');
  expect(await found('q=keyboard&inStock=true')).toEqual(['wireless-keyboard']);
  const none = await search('q=keyboard&storeId=nowhere');
  expect(none).toMatchObject({
    status: 404,
    body: { error: { details: { code: 'STORE_NOT_FOUND' } } },
  });
});

it('follows what is edited', async () => {
  const slug = await makeGoods(shop, { name: 'Kerosene lantern', brand: 'Kilima', sku: 'LIGHT-1' });
  await untilIndexed(shop);
  expect(await found('q=lantern')).toEqual([slug]);

  await shop.sql(`UPDATE brands SET name = 'Mwanga' WHERE slug = 'kilima'`);
  await untilIndexed(shop);
  expect((await found('q=mwanga%20lantern'))[0]).toBe(slug);

  const headers = bearer(await shop.apiToken());
  const renamed = await call('PUT', `${shop.url}/api/products/${slug}`, {
    headers,
    body: { data: { name: 'Solar torch' } },
  });
  expect(renamed.status).toBe(200);
  await untilIndexed(shop);
  expect(await found('q=torch')).toEqual([slug]);
  expect(await found('q=lantern')).toEqual([]);

  await shop.sql(`UPDATE variants SET sku = 'TORCH-2' WHERE sku = 'LIGHT-1'`);
  await untilIndexed(shop);
  expect(await found('q=TORCH-2')).toEqual([slug]);
  expect(await shop.sql(`SELECT code FROM search_codes WHERE code = 'light1'`)).toEqual([]);
  expect(await strayEntries()).toEqual([]);

  await shop.sql(`DELETE FROM products WHERE document_id = $1 AND published_at IS NOT NULL`, [
    slug,
  ]);
  await untilIndexed(shop);
  expect(await found('q=torch')).toEqual([]);
  expect(await strayEntries()).toEqual([]);
});

/** What the index would find a product by that says so no longer. */
const strayEntries = () =>
  shop.sql(`(SELECT document, term || impact AS entry FROM search_postings
             EXCEPT SELECT id, term || impact FROM search_documents, unnest(terms, impacts) AS said (term, impact))
             UNION ALL
            (SELECT document, code FROM search_codes
             EXCEPT SELECT id, code FROM search_documents, unnest(codes) AS code)`);

it('counts what the database has, whatever is edited', async () => {
  const store = await makeStore(shop);
  for (let turn = 0; turn < 24; turn += 1) {
    await makeGoods(shop, {
      name: `Sundry ${turn}`,
      brand: turn % 3 === 0 ? 'Bahari' : 'Sundries',
      price: 100 * (turn + 1),
      attributes: { Shape: `shape ${turn % 5}` },
    });
  }
  await shop.sql(
    `INSERT INTO stock_levels (document_id, variant_id, store_id, on_hand, reserved, backorderable,
                               created_at, updated_at, published_at)
     SELECT 'level-' || id, id, $1, id % 3, 0, false, now(), now(), now()
       FROM variants WHERE document_id LIKE 'variant-sundry-%'`,
    [store.id],
  );
  const edits = [
    `UPDATE products SET price = price + 7 WHERE slug LIKE 'sundry-1%'`,
    `UPDATE stock_levels SET reserved = on_hand WHERE store_id = ${store.id} AND id % 2 = 0`,
    `UPDATE products SET attributes = '{"Shape": "round", "Extra": "yes"}' WHERE slug LIKE 'sundry-2%'`,
    `DELETE FROM products WHERE slug = 'sundry-5' AND published_at IS NOT NULL`,
    `UPDATE stock_levels SET on_hand = 9, reserved = 0 WHERE store_id = ${store.id} AND id % 4 = 0`,
    `UPDATE variants SET active = false WHERE document_id = 'variant-sundry-7'`,
    `DELETE FROM stock_levels WHERE store_id = ${store.id} AND id % 5 = 0`,
    `UPDATE products SET price = NULL WHERE slug = 'sundry-8'`,
  ];
  for (const edit of edits) {
    await shop.sql(edit);
    await untilIndexed(shop);
    const { facets, pagination } = (await search('q=sundry')).body.meta;
    const [counted] = await shop.sql(
      `WITH hit AS (
         SELECT product.price, product.attributes, EXISTS (
                  SELECT FROM variants_product_lnk link
                    JOIN variants ON variants.id = link.variant_id AND variants.active
                    JOIN stock_levels level ON level.variant_id = variants.id
                   WHERE link.product_id = product.id AND level.on_hand > level.reserved) AS available
           FROM products product WHERE slug LIKE 'sundry-%' AND published_at IS NOT NULL)
       SELECT count(*)::int AS total, min(price) AS min, max(price) AS max,
              count(*) FILTER (WHERE available)::int AS "inStock", (
                SELECT json_object_agg(value, documents)
                  FROM (SELECT attributes->>'Shape' AS value, count(*) AS documents
                          FROM hit GROUP BY 1) shaped) AS shapes
         FROM hit`,
    );
    const shape = facets.attributes.find(({ name }: { name: string }) => name === 'Shape');
    expect({
      total: pagination.total,
      min: facets.price.min,
      max: facets.price.max,
      inStock: facets.availability.inStock,
      shapes: Object.fromEntries(
        shape.values.map(({ value, count }: { value: string; count: number }) => [value, count]),
      ),
    }).toEqual(counted);
  }
  await shop.sql(`DELETE FROM stock_levels WHERE store_id = ${store.id}`);
  await shop.sql(`DELETE FROM products WHERE slug LIKE 'sundry-%' AND published_at IS NOT NULL`);
  await untilIndexed(shop);
});

it('can be made anew while it is searched', async () => {
  const headers = bearer(await shop.apiToken());
  const [row] = await shop.sql<{ products: number }>(
    'SELECT count(*) AS products FROM products WHERE published_at IS NOT NULL',
  );
  const begun = await call('POST', `${shop.url}/api/admin/search/rebuild`, { headers });
  expect(begun).toMatchObject({ status: 202, body: { data: row } });
  expect(await found('q=keyboard&pageSize=1')).toHaveLength(1);
  await untilIndexed(shop);
  expect(await found('q=keyboard')).toHaveLength(4);
  expect(await call('POST', `${shop.url}/api/admin/search/rebuild`)).toMatchObject({ status: 401 });
});

it('completes what somebody types', async () => {
  const suggest = async (q: string) =>
    (await call('GET', `${shop.url}/api/products/suggest?q=${q}`)).body.data as {
      type: string;
      text: string;
    }[];
  const keys = await suggest('keyb');
  expect(keys[0]).toEqual({ type: 'query', text: 'keyboard' });
  expect(keys.filter(({ type }) => type === 'product').map(({ text }) => text)).toContain(
    'Mechanical keyboard',
  );
  expect((await suggest('usb%20h')).map(({ text }) => text)).toEqual(
    expect.arrayContaining(['usb hub', 'USB hub']),
  );
  expect(await suggest('kb-100')).toMatchObject([{ type: 'product', text: 'Wireless keyboard' }]);
  expect(await suggest('')).toEqual([]);
});

it('does what merchandisers decide in the panel', async () => {
  const { session: headers } = await member(shop, 'duka-merchandiser');
  const panel = `${shop.url}/content-manager`;
  const entries = (kind: string) => `${panel}/collection-types/plugin::search.search-${kind}`;
  const save = async (method: string, url: string, body: object) => {
    const answer = await call(method, url, { headers, body });
    expect([answer.status, answer.body.error]).toEqual([method === 'POST' ? 201 : 200, undefined]);
    return answer.body.data.documentId as string;
  };
  const synonym = await save('POST', entries('synonym'), { terms: ['laptop', 'notebook'] });
  await save('PUT', `${panel}/single-types/plugin::search.search-settings`, {
    stopWords: ['buy'],
  });
  const boost = await save('POST', entries('boost'), {
    name: 'Tea first',
    queries: ['Keyboard'],
    factor: 50,
    product: { connect: [{ documentId: 'tea-for-long-nights' }] },
  });
  const firstOf = async (query: string) => (await found(query))[0];
  await until(
    async () =>
      (await firstOf('q=keyboard')) === 'tea-for-long-nights' &&
      (await firstOf('q=buy%20laptop')) === 'notebook-14',
    'the rules are heard',
  );
  expect(await found('q=laptop')).toEqual(['notebook-14']);
  expect(await found('q=buy%20laptop')).toEqual(['notebook-14']);
  expect(await firstOf('q=keyboards')).not.toBe('tea-for-long-nights');
  await save('PUT', `${entries('synonym')}/${synonym}`, { active: false });
  await call('DELETE', `${entries('boost')}/${boost}`, { headers });
  await until(
    async () =>
      (await firstOf('q=keyboard')) !== 'tea-for-long-nights' &&
      (await found('q=laptop')).length === 0,
    'the rules are gone',
  );
});

it('offers price ranges that are round in the currency that the shop has now', async () => {
  await shop.sql(`UPDATE shop_settings SET currency = 'KWD'`);
  await until(async () => {
    const { ranges } = (await search('q=keyboard')).body.meta.facets.price;
    return ranges.every(({ min }: { min: number }) => min % 1_000 === 0);
  }, 'whole dinars');
  await shop.sql(`UPDATE shop_settings SET currency = 'USD'`);
});

it('counts what is searched for', async () => {
  await search('q=Umbrella');
  await search('q=umbrella&sort=newest');
  await search('q=usb');
  const headers = newKey();
  const click = (query: string) =>
    call('POST', `${shop.url}/api/search/clicks`, {
      headers,
      body: { query, productId: 'usb-hub' },
    });
  // The second is the same call, of which no answer came.
  const [clicked, again] = [await click('USB'), await click('USB')];
  expect([clicked.status, again.status, again.body]).toEqual([204, 204, undefined]);
  expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  expect(refusal(await click('umbrella'))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  const day = new Date().toISOString().slice(0, 10);
  const path = `${shop.url}/api/admin/search/report?from=${day}&to=${day}`;
  const { body } = await call('GET', path, { headers: bearer(await shop.apiToken()) });
  const of = (query: string) => body.data.top.find((row: { query: string }) => row.query === query);
  expect(of('umbrella')).toMatchObject({ searches: 2, withoutHits: 2, clickRate: 0 });
  expect(of('usb')).toMatchObject({ searches: 1, clicks: 1, clickRate: 1, averageHits: 2 });
  expect(body.data.withoutHits[0].withoutHits).toBeGreaterThanOrEqual(1);
  expect((await call('GET', path)).status).toBe(401);
});

it('tells merchandisers in the panel, and nobody whose work it is not', async () => {
  const day = new Date().toISOString().slice(0, 10);
  const reportFor = async (role: string) => {
    const { session } = await member(shop, role);
    const path = `${shop.url}/search/report?from=${day}&to=${day}`;
    return call('GET', path, { headers: session });
  };
  expect(await reportFor('duka-merchandiser')).toMatchObject({
    status: 200,
    body: { data: { totals: { searches: expect.any(Number) } } },
  });
  expect((await reportFor('duka-support')).status).toBe(403);
  expect((await call('GET', `${shop.url}/search/report?from=${day}&to=${day}`)).status).toBe(401);
});

it.each([
  ['q', 'q=a&q=b'],
  ['q', `q=${'a'.repeat(201)}`],
  ['q', 'q=%00'],
  ['minPrice', 'q=a&minPrice=1.5'],
  ['maxPrice', 'q=a&minPrice=5&maxPrice=4'],
  ['sort', 'q=a&sort=price;drop'],
  ['page', 'q=a&page=0'],
  ['page', 'q=a&page=9999&pageSize=100'],
  ['pageSize', 'q=a&pageSize=101'],
  ['inStock', 'q=a&inStock=maybe'],
  ['attributes.', 'attributes=red'],
])('refuses a bad %s', async (name, query) => {
  const { status, body } = await search(query);
  expect(status).toBe(400);
  expect(body.error.details.code).toBe('VALIDATION_FAILED');
  expect(body.error.message).toContain(name.replace(/\.$/, ''));
  expect(body.error.details.errors).toHaveLength(1);
});

it.each([
  "'; DROP TABLE products; --",
  '%_\\',
  '((((',
  '"',
  '🙂',
  '<script>',
  '|&!:*',
  'a'.repeat(200),
])('F-76 bears %s', async (q) => {
  expect((await search(`q=${encodeURIComponent(q)}`)).status).toBe(200);
  const suggested = await call(
    'GET',
    `${shop.url}/api/products/suggest?q=${encodeURIComponent(q)}`,
  );
  expect(suggested.status).toBe(200);
});

it('marks words in texts that stay harmless', async () => {
  const { body } = await search('q=cream');
  expect(body.data[0].highlight.text).toContain('<mark>cream</mark>');
  expect(body.data[0].highlight.text).toContain('&amp;');
});

it('knows the words of every language that the shop names', async () => {
  await makeGoods(shop, { name: 'Altes Buch', slug: 'buch' });
  await makeGoods(shop, { name: 'Cheval de bois', slug: 'cheval' });
  await untilIndexed(shop);
  const plurals = [
    ['Bücher', 'buch'],
    ['chevaux', 'cheval'],
  ] as const;
  // In English they are slips of the finger.
  for (const [plural] of plurals) {
    const { body } = await search(`q=${encodeURIComponent(plural)}`);
    expect(body.meta.corrected).not.toBeNull();
  }
  const other = await shop.secondServer({ DUKA_SEARCH_LANGUAGES: 'english,german,french' });
  for (const [plural, slug] of plurals) {
    await until(async () => {
      const answer = await call(
        'GET',
        `${other.url}/api/products/search?q=${encodeURIComponent(plural)}`,
      );
      return slugs(answer)[0] === slug && answer.body.meta.corrected === null;
    }, `${plural} to be known`);
  }
  const english = await call('GET', `${other.url}/api/products/search?q=keyboards`);
  expect(english.body.meta).toMatchObject({ corrected: null, pagination: { total: 4 } });
  await other.kill('SIGTERM');
});

describe('beside an import', () => {
  const MANY = 3_000;
  const insertMany = `
    INSERT INTO products (document_id, name, slug, created_at, updated_at, published_at)
    SELECT 'many-' || n, 'Bulk item ' || n, 'many-' || n, now(), now(), now()
      FROM generate_series(1, ${MANY}) n`;

  it('does not let an edit wait behind it', async () => {
    await shop.sql(insertMany);
    await shop.sql(`UPDATE products SET name = 'Overtaking hub' WHERE document_id = 'usb-hub'`);
    const row = await until(async () => {
      const [indexed] = await shop.sql<{ left: number }>(
        `SELECT (SELECT count(*) FROM search_changes) AS left FROM search_documents
          WHERE document_id = 'usb-hub' AND line LIKE '%overtaking%'`,
      );
      return indexed;
    }, 'the edit to be in the index');
    expect(row.left).toBeGreaterThan(0);
  });

  it('hears of a table that is emptied', async () => {
    await untilIndexed(shop);
    expect(await found('brand=brand-bahari')).not.toEqual([]);
    await shop.sql('TRUNCATE products_brand_lnk');
    await untilIndexed(shop);
    expect(await found('brand=brand-bahari')).toEqual([]);
    await shop.sql('TRUNCATE products CASCADE');
    await untilIndexed(shop);
    expect(await found('q=keyboard')).toEqual([]);
    expect(await strayEntries()).toEqual([]);
  });
});
