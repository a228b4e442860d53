import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { createDatabase, type TestDatabase } from '../support/database';
import { sharedData } from '../support/shared-data';
import { dump } from './dump';
import { importFile, type ImportRun } from './run-import';

const FOLDER = sharedData('shopify-product-csvs');
const FILES = ['apparel.csv', 'bicycles.csv', 'fashion.csv.gz', 'jewelry.csv', 'snowdevil.csv'];

const present = FILES.every((file) => existsSync(join(FOLDER, file)));
if (!present) {
  process.stderr.write(`Skipped: no product exports in ${FOLDER}; set DUKA_SHARED_DATA.\n`);
}

type Row = Record<string, string>;

/** What a row of a file should be in the shop, read without any of the import's code. */
interface Expected {
  handle: string;
  sku: string | undefined;
  price: number;
  originalPrice: number | null;
  options: Record<string, string>;
}

interface Stored {
  handle: string;
  sku: string;
  price: number;
  original_price: number | null;
  options: Record<string, string>;
}

function read(file: string): { line: number; row: Row }[] {
  const bytes = readFileSync(join(FOLDER, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  const rows = parse(text, { columns: true, info: true }) as {
    info: { lines: number };
    record: Row;
  }[];
  // The parser tells the last line of each row; the first is behind the row before.
  let last = 1;
  return rows.map(({ info, record }) => {
    const line = last + 1;
    last = info.lines;
    return { line, row: record };
  });
}

const minor = (amount: string | undefined) =>
  amount === undefined || amount === '' ? null : Math.round(Number(amount) * 100);

function variantsOf(rows: { line: number; row: Row }[], refused: ImportRun['refused']): Expected[] {
  const first = new Map<string, Row>();
  return rows.flatMap(({ line, row }) => {
    const handle = row.Handle ?? '';
    if (!first.has(handle)) first.set(handle, row);
    if (row['Variant Price'] === '' || line in refused) return [];
    const names = [1, 2, 3].map((n) => first.get(handle)?.[`Option${n} Name`] ?? '');
    const options = Object.fromEntries(
      names.flatMap((name, at): [string, string][] => {
        const value = (row[`Option${at + 1} Value`] ?? '').trim();
        return name === '' || value === '' || value === 'Default Title' ? [] : [[name, value]];
      }),
    );
    const sku = row['Variant SKU']?.replace(/^'/, '') || undefined;
    const price = minor(row['Variant Price']) ?? -1;
    const originalPrice = minor(row['Variant Compare At Price']);
    return [{ handle, sku, price, originalPrice, options }];
  });
}

const asText = (variants: object[]) =>
  variants.map((variant) => JSON.stringify(variant, Object.keys(variant).sort())).sort();

(present ? describe : describe.skip)('the product exports at hand', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await createDatabase('shop');
  });

  afterAll(() => db.drop());

  const refusedLines: Record<string, ImportRun['refused']> = {};

  test.each(FILES)('%s comes in, all but variants whose SKU is taken', async (file) => {
    const run = await importFile(db.url, ['products', join(FOLDER, file)]);
    refusedLines[file] = run.refused;
    const reasons = Object.values(run.refused);
    for (const reason of reasons) {
      expect(reason).toMatch(
        /^Variant SKU ".+" (is that of|belongs to)|^no variant of its product/,
      );
    }
    expect(run.counts?.unchanged).toBe(0);
    expect(run.counts?.refused).toBe(reasons.length);

    const rows = read(file);
    expect((run.counts?.written ?? 0) + reasons.length).toBe(rows.length);
    const expected = variantsOf(rows, run.refused);
    const stored = await db.sql<Stored>(
      `SELECT p.slug AS handle, v.sku, v.price, v.original_price, v.options
         FROM products p
         JOIN variants_product_lnk link ON link.product_id = p.id AND p.published_at IS NULL
         JOIN variants v ON v.id = link.variant_id
        WHERE p.slug = ANY ($1)`,
      [rows.map(({ row }) => row.Handle)],
    );
    const skus = new Set(expected.map(({ sku }) => sku));
    const comparable = stored.map(({ handle, sku, price, original_price, options }) => ({
      handle,
      // A made SKU stands where the file has none.
      ...(skus.has(sku) ? { sku } : {}),
      price,
      originalPrice: original_price,
      options: Object.entries(options).sort(),
    }));
    const wanted = expected.map((variant) => ({
      ...variant,
      options: Object.entries(variant.options).sort(),
    }));
    expect(asText(comparable)).toEqual(asText(wanted));
  });

  test('each product with its names, pictures, tags and lowest price', async () => {
    for (const file of FILES) {
      const rows = read(file);
      const refused = refusedLines[file] ?? {};
      const handles = [...new Set(rows.map(({ row }) => row.Handle))];
      const variants = variantsOf(rows, refused);
      const expected = handles
        .filter((handle) => variants.some((variant) => variant.handle === handle))
        .map((handle) => {
          const own = rows.filter(({ row }) => row.Handle === handle);
          const first = own[0]?.row ?? {};
          const images = own.map(({ row }) => row['Image Src']).filter((url) => url !== '');
          const tags = (first.Tags ?? '').split(',').map((tag) => tag.trim());
          return {
            handle,
            name: first.Title?.trim(),
            brand: first.Vendor?.trim() || null,
            category: first.Type?.trim() || null,
            tags: [...new Set(tags.filter((tag) => tag !== ''))],
            images: [...new Set(images)],
            price: Math.min(
              ...variants.filter((variant) => variant.handle === handle).map(({ price }) => price),
            ),
            live: first.Published === 'true',
          };
        });
      const stored = await db.sql<{ handle: string }>(
        `SELECT p.slug AS handle, p.name, brand.name AS brand, category.name AS category, p.tags,
                ARRAY (SELECT file.url FROM files_related_mph link
                         JOIN files file ON file.id = link.file_id
                        WHERE link.related_id = p.id AND link.field = 'images'
                          AND link.related_type = 'api::product.product'
                        ORDER BY link."order") AS images,
                p.price,
                EXISTS (SELECT FROM products live WHERE live.document_id = p.document_id
                           AND live.published_at IS NOT NULL AND live.price = p.price) AS live
           FROM products p
           LEFT JOIN products_brand_lnk b ON b.product_id = p.id
           LEFT JOIN brands brand ON brand.id = b.brand_id
           LEFT JOIN products_categories_lnk c ON c.product_id = p.id
           LEFT JOIN categories category ON category.id = c.category_id
          WHERE p.slug = ANY ($1) AND p.published_at IS NULL`,
        [handles],
      );
      const bySlug = new Map(stored.map((product) => [product.handle, product]));
      expect(expected.map(({ handle }) => bySlug.get(handle ?? ''))).toEqual(expected);
      expect(stored).toHaveLength(expected.length);
    }
  });

  test('once more, and nothing changes', async () => {
    const before = await dump(db, { exact: true });
    for (const file of FILES) {
      const run = await importFile(db.url, ['products', join(FOLDER, file)]);
      expect(run.refused).toEqual(refusedLines[file]);
      expect(run.counts?.written).toBe(0);
    }
    expect(await dump(db, { exact: true })).toEqual(before);
  });
});
