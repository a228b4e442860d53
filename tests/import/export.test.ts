import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { makeStore, makeVariant, stock } from '../support/catalogue';
import { ROOT } from '../support/paths';
import { createShop, type TestShop } from '../support/shop';
import { placeOrder } from '../orders/orders';
import { csv, importFile, importText } from './run-import';

let shop: TestShop;
let folder: string;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop.stop());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duka-export-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the export command in a process of its own, beside the running shop. */
function run(...args: string[]): Promise<{ status: number; output: string }> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    TZ: 'UTC',
    DATABASE_URL: shop.database.url,
  };
  return new Promise((resolve, reject) => {
    const script = join(ROOT, 'dist/scripts/export.js');
    const settings = { cwd: folder, env };
    execFile(process.execPath, [script, ...args], settings, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.code;
      if (typeof status !== 'number') reject(error ?? new Error('The export was killed'));
      else resolve({ status, output: stdout + stderr });
    });
  });
}

const rowsOf = (file: string) =>
  parse(readFileSync(join(folder, file)), { columns: true }) as Record<string, string>[];

test('importing exported products and stock changes nothing', async () => {
  const url = shop.database.url;
  await importFile(url, ['stores', join(ROOT, 'sample/stores.csv')]);
  const imported = await importFile(url, ['products', join(ROOT, 'sample/products.csv')]);
  expect(imported.status).toBe(0);
  const image = (name: string) => `https://cdn.example/${name}.jpg`;
  const hat = {
    Handle: 'hat',
    Title: 'Hat',
    'Variant Price': '9.50',
    'Short Description': 'Keeps the sun off',
    'Category Path': 'Clothes > Hats',
    Attributes: '{"Material":"Straw"}',
  };
  await importText(
    url,
    'products',
    csv([
      { ...hat, 'Image Src': image('one'), 'Image Alt Text': 'one', 'Variant SKU': 'HAT' },
      { Handle: 'hat', 'Image Src': image('two') },
      { Handle: 'cup', Title: 'Cup', 'Variant Price': '0', 'Variant SKU': 'CUP', Status: 'draft' },
    ]),
  );
  await importFile(url, ['stock', join(ROOT, 'sample/stock.csv')]);

  for (const what of ['products', 'stock']) {
    const file = join(folder, `${what}.csv`);
    expect(await run(what, file)).toMatchObject({ status: 0 });
    const rows = rowsOf(`${what}.csv`).length;
    expect(rows).toBeGreaterThan(20);
    const again = await importFile(url, [what, file]);
    expect([again.counts, again.refused]).toEqual([
      { written: 0, unchanged: rows, refused: 0 },
      {},
    ]);
  }
  const products = rowsOf('products.csv');
  expect(products.filter(({ Handle }) => Handle === 'hat')).toMatchObject([
    {
      Title: 'Hat',
      Type: 'Hats',
      'Short Description': 'Keeps the sun off',
      'Category Path': 'Clothes > Hats',
      Attributes: '{"Material":"Straw"}',
      'Variant SKU': 'HAT',
      'Variant Price': '9.50',
      'Image Src': image('one'),
    },
    { Title: '', 'Variant SKU': '', 'Variant Price': '', 'Image Src': image('two') },
  ]);
  expect(products.find(({ Handle }) => Handle === 'cup')).toMatchObject({ Status: 'draft' });
});

test('orders are exported, to a file of that name where none is named', async () => {
  const store = await makeStore(shop);
  const variant = await makeVariant(shop);
  await stock(shop, store, variant, 5);
  const { number } = await placeOrder(shop, [{ variant, store }]);
  expect(await run('orders')).toMatchObject({ status: 0 });
  expect(rowsOf('orders.csv').map((row) => row.number)).toEqual([number]);
});

test('a wrong word and a folder that is not there are said in a sentence', async () => {
  expect(await run('people')).toEqual({
    status: 1,
    output: expect.stringContaining('npm run export'),
  });
  const nowhere = await run('stock', join(folder, 'nowhere', 'stock.csv'));
  expect(nowhere.status).toBe(1);
  expect(nowhere.output).toMatch(/stock\.csv: ENOENT/);
  expect(nowhere.output).not.toMatch(/\n\s+at /);
  expect(existsSync(join(folder, 'stock.csv.part'))).toBe(false);
});

test('what is imported is seen at once in the shop, and panel edits move the shown price', async () => {
  const authorization = `Bearer ${await shop.apiToken()}`;
  const seen = async () => {
    const path = '/api/products?filters[slug][$eq]=lamp&populate[images]=true';
    const response = await fetch(shop.url + path, { headers: { authorization } });
    return ((await response.json()) as { data: { name: string; price: number }[] }).data;
  };
  const lamp = {
    Handle: 'lamp',
    Title: 'The lamp',
    'Option1 Name': 'Size',
    'Option1 Value': 'S',
    'Variant SKU': 'lamp-S',
    'Variant Price': '10.00',
    'Image Src': 'https://p.test/1.jpg',
    'Image Alt Text': 'A lamp',
  };
  await importText(shop.database.url, 'products', csv([lamp]));
  expect(await seen()).toMatchObject([
    { name: 'The lamp', price: 1000, images: [{ url: 'https://p.test/1.jpg' }] },
  ]);
  await importText(shop.database.url, 'products', csv([{ ...lamp, Title: 'New name' }]));
  expect(await seen()).toMatchObject([{ name: 'New name' }]);

  const [variant] = await shop.sql<{ document_id: string }>(
    `SELECT document_id FROM variants WHERE sku = 'lamp-S'`,
  );
  const save = await fetch(`${shop.url}/api/variants/${variant?.document_id}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ data: { price: 450, originalPrice: 500 } }),
  });
  expect(save.status).toBe(200);
  expect(await seen()).toMatchObject([{ price: 450, originalPrice: 500 }]);
});
