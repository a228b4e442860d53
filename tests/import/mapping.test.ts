import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createDatabase, type TestDatabase } from '../support/database';
import { ROOT } from '../support/paths';
import { sharedData } from '../support/shared-data';
import { importFile } from './run-import';

const ICECAT = sharedData('icecat-chorus', 'icecat-products.jsonl.gz');
const SOME = 1_500;

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createDatabase('shop');
  folder = mkdtempSync(join(tmpdir(), 'duka-mapping-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const importBy = (file: string, mapping: object | string) =>
  importFile(database.url, [
    'products',
    file,
    '--mapping',
    typeof mapping === 'string' ? mapping : write('mapping.json', JSON.stringify(mapping)),
  ]);

const read = (slugs: string) =>
  database.sql(
    `SELECT p.slug, p.name, b.name AS brand, v.sku, v.price::int, v.options, v.barcode,
            (SELECT string_agg(f.url, ' ' ORDER BY m."order")
               FROM files_related_mph m JOIN files f ON f.id = m.file_id
              WHERE m.related_id = p.id AND m.field = 'images') AS images
       FROM products p
       LEFT JOIN products_brand_lnk bl ON bl.product_id = p.id
       LEFT JOIN brands b ON b.id = bl.brand_id
       JOIN variants_product_lnk l ON l.product_id = p.id
       JOIN variants v ON v.id = l.variant_id
      WHERE p.published_at IS NOT NULL AND p.slug LIKE $1
      ORDER BY p.slug, v.position`,
    [slugs],
  );

const CSV_MAPPING = {
  format: 'csv',
  delimiter: ';',
  product: { handle: 'model', name: '{maker} {model}', brand: 'maker', images: ['photo'] },
  variant: { sku: 'number', price: 'euro', options: { Colour: 'colour' } },
};

it('any CSV comes in by naming its columns, and a second time changes nothing', async () => {
  const file = write(
    'lamps.csv',
    'number;maker;model;colour;euro;photo;left out\n' +
      'L-1;Acme;Lux One;red;12.50;https://x.test/1.jpg;\n' +
      'L-2;Acme;Lux One;"blue; dark";13;https://x.test/2.jpg;\n' +
      'L-3;Acme;Lux Two;;free;;\n' +
      'L-4;Acme;Lux Three;;7;;\n',
  );
  const first = await importBy(file, CSV_MAPPING);
  expect(first.counts).toEqual({ written: 3, unchanged: 0, refused: 1 });
  expect(first.refused).toEqual({ 4: 'Variant Price "free" is not a number' });
  expect(first.status).toBe(1);
  const images = 'https://x.test/1.jpg https://x.test/2.jpg';
  const lux = { slug: 'lux-one', name: 'Acme Lux One', brand: 'Acme', barcode: null, images };
  expect(await read('lux-one')).toEqual([
    { ...lux, sku: 'L-1', price: 1250, options: { Colour: 'red' } },
    { ...lux, sku: 'L-2', price: 1300, options: { Colour: 'blue; dark' } },
  ]);
  expect((await importBy(file, CSV_MAPPING)).counts).toEqual({
    written: 0,
    unchanged: 3,
    refused: 1,
  });
});

it('levels of categories with one name are told apart, and columns of CSV that fit a star are attributes', async () => {
  const file = write(
    'tree.csv',
    'id,group,type,attr_colour,attr_cable_length,other\n' +
      'T-1,Home,Parts,red,2 m,x\nT-2,Garden,Parts,,,x\nT-3,,Parts,blue,,x\n',
  );
  const mapping = {
    format: 'csv',
    product: {
      handle: 'id',
      name: 'id',
      categoryPath: '{group} > {type}',
      attributes: { '*': 'attr_*', Shop: { value: 'ours' } },
    },
    variant: { sku: 'id', price: { value: '1' } },
  };
  expect((await importBy(file, mapping)).counts).toEqual({ written: 3, unchanged: 0, refused: 0 });
  expect(
    await database.sql(
      `SELECT p.slug, c.name, c.slug AS category, parent.name AS parent, p.attributes
         FROM products p
         JOIN products_categories_lnk l ON l.product_id = p.id
         JOIN categories c ON c.id = l.category_id
         LEFT JOIN categories_parent_lnk up ON up.category_id = c.id
         LEFT JOIN categories parent ON parent.id = up.inv_category_id
        WHERE p.published_at IS NOT NULL AND p.slug LIKE 't-%' ORDER BY p.slug`,
    ),
  ).toEqual([
    {
      slug: 't-1',
      name: 'Parts',
      category: 'home-parts',
      parent: 'Home',
      attributes: { colour: 'red', 'cable length': '2 m', Shop: 'ours' },
    },
    {
      slug: 't-2',
      name: 'Parts',
      category: 'garden-parts',
      parent: 'Garden',
      attributes: { Shop: 'ours' },
    },
    {
      slug: 't-3',
      name: 'Parts',
      category: 'parts',
      parent: null,
      attributes: { colour: 'blue', Shop: 'ours' },
    },
  ]);
  expect((await importBy(file, mapping)).counts).toEqual({ written: 0, unchanged: 3, refused: 0 });
});

it('what is wrong with a mapping, or with a file for it, is said before anything comes in', async () => {
  const lamps = write('few.csv', 'number,model\nL-9,Nine\n');
  const wrong = await importBy(lamps, { format: 'csv', product: { name: 'a' }, variant: {} });
  expect(wrong.status).toBe(1);
  expect(wrong.output).toMatch(/ {2}product\.handle: must name a column/);
  expect(wrong.output).toMatch(/ {2}variant\.price: must name a column/);
  const noColumn = await importBy(lamps, { ...CSV_MAPPING, delimiter: ',' });
  expect(noColumn.output).toMatch('The file has no column "maker". Its columns: number, model.');
  const otherSign = await importBy(lamps, CSV_MAPPING);
  expect(otherSign.output).toMatch('The columns are separated by ","');
  const noJson = await importBy(lamps, write('broken.json', '{'));
  expect(noJson.output).toMatch(/broken\.json cannot be read/);
  expect(await read('%nine%')).toEqual([]);
});

it('JSON lines come in, a bad one costs itself alone, and a field that nobody has is named', async () => {
  const file = write(
    'goods.jsonl',
    '{"id":1,"title":"Cup","maker":{"name":"Acme"},"cents":450,"pics":["https://x.test/a.jpg","https://x.test/b.jpg"]}\n' +
      'no json\n' +
      '{"id":2,"title":"Bowl","cents":4.5}\n' +
      '{"id":3,"title":"Jug","cents":0}\n',
  );
  const run = await importBy(file, {
    format: 'json-lines',
    priceDecimals: 2,
    product: { handle: 'goods {id}', name: 'title', brand: 'maker.name', images: ['pics'] },
    variant: { price: 'cents', barcode: 'gtin' },
  });
  expect(run.counts).toEqual({ written: 2, unchanged: 0, refused: 2 });
  expect(Object.keys(run.refused)).toEqual(['2', '3']);
  expect(run.output).toMatch('line 1: note: no line of the file has "gtin"');
  expect(await read('goods-%')).toEqual([
    expect.objectContaining({
      slug: 'goods-1',
      brand: 'Acme',
      price: 450,
      images: 'https://x.test/a.jpg https://x.test/b.jpg',
    }),
    expect.objectContaining({ slug: 'goods-3', brand: null, price: 0, images: null }),
  ]);
});

const there = existsSync(ICECAT);
if (!there) process.stderr.write(`Skipped: there is no ${ICECAT}; set DUKA_SHARED_DATA.\n`);

(there ? it : it.skip)('the mapping for Icecat that comes with the shop reads it all', async () => {
  const lines = gunzipSync(readFileSync(ICECAT)).toString().split('\n').slice(0, SOME);
  const file = write('icecat.jsonl.gz', gzipSync(lines.join('\n')));
  const run = await importBy(file, join(ROOT, 'sample/mappings/icecat.json'));
  expect(run.counts).toEqual({ written: SOME, unchanged: 0, refused: 0 });
  const first = JSON.parse(lines[0] ?? '') as { id: string; title: string; price: number };
  const [told] = await database.sql<{ attributes: object; short_description: string }>(
    `SELECT attributes, short_description FROM products
      WHERE attributes ? 'product type' AND published_at IS NOT NULL ORDER BY id LIMIT 1`,
  );
  expect(told).toMatchObject({
    attributes: { 'product type': expect.any(String) },
    short_description: expect.any(String),
  });
  expect(await read(`%-${first.id}`)).toEqual([
    expect.objectContaining({ name: first.title, sku: first.id, price: first.price }),
  ]);
});
