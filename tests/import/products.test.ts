import { createDatabase, type TestDatabase } from '../support/database';
import { dump } from './dump';
import { csv, importText } from './run-import';

type Row = Record<string, string | number>;

let db: TestDatabase;

beforeEach(async () => {
  db = await createDatabase('shop');
});

afterEach(() => db.drop());

/** The first row of a product with what it cannot do without. */
function product(handle: string, more: Row = {}): Row {
  return {
    Handle: handle,
    Title: `The ${handle}`,
    'Option1 Name': 'Size',
    'Option1 Value': 'S',
    'Variant SKU': `${handle}-S`,
    'Variant Price': '10.00',
    ...more,
  };
}

const importRows = (rows: Row[], args: string[] = [], env: Record<string, string> = {}) =>
  importText(db.url, 'products', csv(rows), args, env);

const skus = async () =>
  (await db.sql<{ sku: string }>('SELECT sku FROM variants ORDER BY sku')).map(({ sku }) => sku);

interface Shown {
  name: string;
  price: number | null;
  original_price: number | null;
  currency: string | null;
  live: boolean;
}

const shown = (slug: string) =>
  db.sql<Shown>(
    `SELECT name, price, original_price, currency, published_at IS NOT NULL AS live
       FROM products WHERE slug = $1 ORDER BY live`,
    [slug],
  );

describe('a bad row is named and the rest comes in', () => {
  test('each with its line and its reason', async () => {
    const run = await importRows([
      product('good'),
      product('', {}),
      product('no-title', { Title: '' }),
      product('free', { 'Variant Price': 'free' }),
      product('negative', { 'Variant Price': '-1' }),
      product('precise', { 'Variant Price': '1.234' }),
      product('large', { 'Variant Price': '99999999999' }),
      product('twins'),
      { Handle: 'twins', 'Option1 Value': 'M', 'Variant SKU': 'twins-S', 'Variant Price': '1' },
      product('thief', { 'Variant SKU': 'good-S' }),
      product('search'),
      product('good', { Title: 'Good again' }),
    ]);
    expect(run.status).toBe(1);
    expect(run.refused).toEqual({
      3: 'Handle is empty',
      4: 'Title is empty, and it is the first row of "no-title"',
      5: 'Variant Price "free" is not a number',
      6: 'Variant Price "-1" is below 0',
      7: 'Variant Price "1.234" has more than 2 decimals, as USD has',
      8: 'Variant Price "99999999999" is too large',
      10: 'Variant SKU "twins-S" is that of line 9 already',
      11: 'Variant SKU "good-S" belongs to the product "good"',
      12: 'Handle "search" is a word of the API',
      13: 'the rows of "good" must stand together: the others begin on line 2',
    });
    expect(run.counts).toEqual({ written: 2, unchanged: 0, refused: 10 });
    expect(await skus()).toEqual(['good-S', 'twins-S']);
  });

  test('a bad first variant leaves the product with its others', async () => {
    const run = await importRows([
      product('lamp', { 'Variant Price': 'free', 'Image Src': 'https://pictures.test/1.jpg' }),
      { Handle: 'lamp', 'Option1 Value': 'M', 'Variant SKU': 'lamp-M', 'Variant Price': '7' },
    ]);
    expect(run.refused).toEqual({ 2: 'Variant Price "free" is not a number' });
    expect(await skus()).toEqual(['lamp-M']);
    expect(await shown('lamp')).toMatchObject([{ price: 700 }, { price: 700, live: true }]);
    expect(await db.sql('SELECT name FROM files')).toEqual([{ name: '1.jpg' }]);
  });

  test('broken quotes and foreign bytes', async () => {
    const file = Buffer.concat([
      Buffer.from('Handle,Title,Variant SKU,Variant Price\na,"A,A-1,1\nb,B,B-1,2\n'),
      Buffer.from('c,Stöckli,C-1,3\n', 'latin1'),
      Buffer.from('d,Stöckli,D-1,4\n'),
    ]);
    const run = await importText(db.url, 'products', file);
    expect(Object.keys(run.refused)).toEqual(['2', '4']);
    expect(await skus()).toEqual(['B-1', 'D-1']);
  });

  test('a value that only the database refuses', async () => {
    await db.sql(`ALTER TABLE variants ADD CONSTRAINT no_thirteen CHECK (price <> 1300)`);
    const rows = Array.from({ length: 20 }, (_, n) => product(`p${n}`, { 'Variant Price': n }));
    const run = await importRows(rows);
    expect(Object.keys(run.refused)).toEqual(['15']);
    expect(await skus()).toHaveLength(19);
  });
});

test('a new product shows the price of its cheapest active variant', async () => {
  // One of no product is in already, and was taken out of sale.
  await db.sql(`INSERT INTO variants (document_id, sku, title, price, position, active,
                                      low_stock_threshold, allow_backorder, published_at)
                VALUES ('a', 'lamp-S', 'S', 100, 1, false, 5, false, now())`);
  await importRows([
    product('lamp', { 'Variant Price': '1' }),
    {
      Handle: 'lamp',
      'Option1 Value': 'M',
      'Variant SKU': 'lamp-M',
      'Variant Price': '7',
      'Variant Compare At Price': '9',
    },
    { Handle: 'lamp', 'Option1 Value': 'L', 'Variant SKU': 'lamp-L', 'Variant Price': '8' },
  ]);
  const expected = { price: 700, original_price: 900, currency: 'USD' };
  expect(await shown('lamp')).toMatchObject([expected, expected]);
});

describe('the same file again', () => {
  const rows = [
    product('lamp', { Vendor: 'V', Type: 'T', Tags: 'a, b', 'Image Src': 'https://p.test/1.jpg' }),
    { Handle: 'lamp', 'Option1 Value': 'M', 'Variant SKU': '', 'Variant Price': '7' },
    { Handle: 'lamp', 'Option1 Value': 'L', 'Variant SKU': '', 'Variant Price': '8' },
    product('draft', { Published: 'false' }),
    product('thief', { 'Variant SKU': 'lamp-S' }),
  ];

  test.each(['refuse', 'suffix'])('changes nothing (%s)', async (duplicates) => {
    const args = ['--on-duplicate-sku', duplicates];
    const first = await importRows(rows, args);
    const before = await dump(db, { exact: true });
    const second = await importRows(rows, args);
    expect(await dump(db, { exact: true })).toEqual(before);
    expect(second.refused).toEqual(first.refused);
    expect(second.counts).toMatchObject({ written: 0, unchanged: first.counts?.written });
    expect(first.status).toBe(duplicates === 'suffix' ? 0 : 1);
  });

  test('continues where a crash ended the first', async () => {
    const many = Array.from({ length: 600 }, (_, n) => product(`p${n}`));
    const env = { DUKA_TEST_KILL_AT: 'catalog.insert_variants#2' };
    const crashed = await importRows(many, [], env);
    expect(crashed.signal).toBe('SIGKILL');
    expect(await skus()).toHaveLength(250);
    expect(await db.sql('SELECT FROM products')).toHaveLength(500);
    const again = await importRows(many);
    expect(again.counts).toEqual({ written: 350, unchanged: 250, refused: 0 });
    expect(await skus()).toHaveLength(600);
  });
});

describe('a changed file', () => {
  test('is written in place', async () => {
    await importRows([
      product('lamp', { Vendor: 'Old', Type: 'Old', 'Image Src': 'https://p.test/1.jpg' }),
      { Handle: 'lamp', 'Option1 Value': 'M', 'Variant SKU': 'lamp-M', 'Variant Price': '12' },
    ]);
    const documents =
      'SELECT document_id FROM products UNION SELECT document_id FROM variants ORDER BY 1';
    const before = await db.sql(documents);
    const run = await importRows([
      product('lamp', {
        Title: 'New lamp',
        Vendor: 'New',
        Type: 'New',
        'Variant Price': '15',
        'Variant Compare At Price': '20',
        'Image Src': 'https://p.test/2.jpg',
      }),
    ]);
    expect(run.counts).toEqual({ written: 1, unchanged: 0, refused: 0 });
    expect(await db.sql(documents)).toEqual(before);
    // The medium one is no longer in the file and stays, so it is the cheapest now.
    const expected = { name: 'New lamp', price: 1200, original_price: null, currency: 'USD' };
    expect(await shown('lamp')).toEqual([
      { ...expected, live: false },
      { ...expected, live: true },
    ]);
    expect(
      await db.sql(
        `SELECT brand.name AS brand, category.name AS category, file.url
           FROM products p
           JOIN products_brand_lnk b ON b.product_id = p.id
           JOIN brands brand ON brand.id = b.brand_id
           JOIN products_categories_lnk c ON c.product_id = p.id
           JOIN categories category ON category.id = c.category_id
           JOIN files_related_mph f ON f.related_id = p.id AND f.field = 'images'
           JOIN files file ON file.id = f.file_id`,
      ),
    ).toEqual(Array(2).fill({ brand: 'New', category: 'New', url: 'https://p.test/2.jpg' }));
  });

  test('leaves what the file has no column for, and what editors added', async () => {
    await importRows([product('lamp', { Tags: 'a', Type: 'T', 'Variant Barcode': '123' })]);
    await db.sql(`UPDATE products SET featured = true, short_description = 'Mine'`);
    await db.sql('UPDATE variants SET active = false, low_stock_threshold = 9');
    const run = await importRows([product('lamp')]);
    expect(run.counts).toEqual({ written: 0, unchanged: 1, refused: 0 });
    expect(await db.sql('SELECT DISTINCT tags, featured, short_description FROM products')).toEqual(
      [{ tags: ['a'], featured: true, short_description: 'Mine' }],
    );
    expect(await db.sql('SELECT barcode, active, low_stock_threshold FROM variants')).toEqual([
      { barcode: '123', active: false, low_stock_threshold: 9 },
    ]);
  });

  test('publishes and takes back', async () => {
    await db.sql(
      `INSERT INTO listeners (name, events, in_order)
       VALUES ('test.public', '{product.published,product.unpublished}', false)`,
    );
    await importRows([product('lamp', { Published: 'false' })]);
    expect(await shown('lamp')).toMatchObject([{ live: false, price: 1000 }]);
    await importRows([product('lamp', { Published: 'true', 'Image Src': 'https://p.test/1.jpg' })]);
    expect(await shown('lamp')).toMatchObject([{ live: false }, { live: true, price: 1000 }]);
    await importRows([product('lamp', { Published: 'true', Status: 'archived' })]);
    expect(await shown('lamp')).toMatchObject([{ live: false }]);
    expect(await db.sql('SELECT FROM variants_product_lnk')).toHaveLength(1);
    expect(await db.sql('SELECT FROM files_related_mph')).toHaveLength(1);
    const events = await db.sql('SELECT event FROM outbox ORDER BY id');
    expect(events).toEqual([{ event: 'product.published' }, { event: 'product.unpublished' }]);
  });
});

describe('what is told', () => {
  interface Told {
    event: string;
    subject: string;
    payload: { documentId: string; slug?: string; productIds?: string[] };
  }
  const told = () => db.sql<Told>('SELECT event, subject, payload FROM outbox ORDER BY id');
  const lamp = (price: string) => [
    product('lamp', { Vendor: 'Kilima', Type: 'Lights', 'Variant Price': price }),
    { Handle: 'lamp', 'Option1 Value': 'M', 'Variant SKU': 'lamp-M', 'Variant Price': '7' },
  ];

  test('is each thing that was made or changed, where somebody listens to that', async () => {
    await db.sql(`INSERT INTO listeners (name, in_order) VALUES ('test.everything', false)`);
    await importRows(lamp('10'));
    const [lampRow] = await db.sql<{ document_id: string }>('SELECT document_id FROM products');
    const documentId = lampRow?.document_id ?? '';
    const variants = await db.sql<{ document_id: string }>(
      'SELECT document_id FROM variants ORDER BY position',
    );
    const others = await db.sql<{ document_id: string }>(
      'SELECT document_id FROM brands UNION ALL SELECT document_id FROM categories',
    );
    const made = [
      ...others.map(({ document_id: id }, turn) => ({
        event: turn === 0 ? 'brand.created' : 'category.created',
        subject: id,
        payload: { documentId: id, productIds: [] },
      })),
      ...['product.created', 'product.published'].map((event) => ({
        event,
        subject: documentId,
        payload: { documentId, slug: 'lamp' },
      })),
      ...variants.map(({ document_id: id }) => ({
        event: 'variant.created',
        subject: id,
        payload: { documentId: id, productIds: [documentId] },
      })),
    ];
    expect(await told()).toEqual(made);

    await importRows(lamp('11'));
    expect((await told()).slice(made.length)).toMatchObject([
      { event: 'product.updated', subject: documentId },
      { event: 'variant.updated', subject: variants[0]?.document_id },
    ]);
    await importRows(lamp('11'));
    expect(await told()).toHaveLength(made.length + 2);
  });

  test('is a category of a path, too, and to those who follow', async () => {
    await db.sql(
      `UPDATE listeners SET events = '{category.created}' WHERE name = 'jobs.followers' AND follows`,
    );
    await importRows([product('pot', { 'Category Path': 'Home > Kitchen' })]);
    const names = (await told()).map(({ event }) => event);
    expect(names).toEqual(['category.created', 'category.created', 'product.published']);
  });

  test('is nothing that its listener does not want for now', async () => {
    await db.sql(`INSERT INTO listeners (name, in_order) VALUES ('test.narrow', false)`);
    await db.sql(`INSERT INTO narrowed_listeners (name, events) VALUES ('test.narrow', $1)`, [
      ['variant.created'],
    ]);
    await importRows(lamp('10'));
    const names = (await told()).map(({ event }) => event);
    expect(names).toEqual(['product.published', 'variant.created', 'variant.created']);
  });
});

test('SKUs: apostrophes are dropped, missing ones are made, taken ones get a suffix', async () => {
  const rows = [
    product('lamp', { 'Variant SKU': "'0012" }),
    { Handle: 'lamp', 'Option1 Value': 'M', 'Variant Price': '7' },
    product('other', { 'Variant SKU': '0012' }),
  ];
  await importRows(rows, ['--on-duplicate-sku', 'suffix']);
  expect(await skus()).toEqual([
    '0012',
    expect.stringMatching(/^0012-[0-9a-f]{6}$/),
    expect.stringMatching(/^lamp-[0-9a-f]{8}$/),
  ]);
});

test('stock is taken with --store alone, a negative one as 0', async () => {
  const rows = [
    product('lamp', { 'Variant Inventory Qty': 5 }),
    {
      Handle: 'lamp',
      'Option1 Value': 'M',
      'Variant SKU': 'lamp-M',
      'Variant Price': '7',
      'Variant Inventory Qty': -3,
    },
  ];
  await db.sql(`INSERT INTO stores (document_id, code, name, latitude, longitude)
                VALUES ('a', 'NBO', 'Nairobi', -1.28, 36.82)`);
  await importRows(rows);
  expect(await db.sql('SELECT FROM stock_levels')).toEqual([]);
  expect((await importRows(rows, ['--store', 'NOWHERE'])).output).toMatch(
    /no store with the code "NOWHERE"/,
  );
  const run = await importRows(rows, ['--store', 'NBO']);
  expect(run.output).toContain('line 3: note: Variant Inventory Qty -3 is taken as 0.');
  expect(await db.sql('SELECT on_hand FROM stock_levels ORDER BY on_hand')).toEqual([
    { on_hand: 0 },
    { on_hand: 5 },
  ]);
  await importRows(rows, ['--store', 'NBO']);
  expect(await db.sql('SELECT kind FROM stock_movements')).toEqual([{ kind: 'imported' }]);
});
