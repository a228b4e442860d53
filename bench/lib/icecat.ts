import { existsSync, createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import { ROOT } from '../../scripts/lib/paths';

/** A product of Icecat's, as far as a search looks at it. */
export interface IcecatProduct {
  id: string;
  name: string;
  brand: string;
  ean: string | null;
  summary: string;
  /** Minor units. */
  price: number;
  attributes: Record<string, string>;
}

/** Judgements of one query: a rating from 0 to 3 for each product that was looked at. */
export type Judged = Map<string, number>;

/** The folder with the rated queries; undefined where it is not on this machine. */
export function icecatFolder(): string | undefined {
  const folder = join(
    process.env.DUKA_SHARED_DATA ?? join(ROOT, '../shared/data'),
    'icecat-chorus',
  );
  return existsSync(join(folder, 'queries-rated.csv')) ? folder : undefined;
}

export async function readIcecat(folder: string): Promise<IcecatProduct[]> {
  const file = createReadStream(join(folder, 'icecat-products.jsonl.gz'));
  const products: IcecatProduct[] = [];
  for await (const line of createInterface({ input: file.pipe(createGunzip()) })) {
    const told = JSON.parse(line) as Record<string, unknown> & {
      id: string;
      title: string;
      supplier: string;
      ean?: string[];
      short_description?: string;
      price: number;
    };
    products.push({
      id: told.id,
      name: told.title.slice(0, 255),
      brand: told.supplier,
      ean: told.ean?.[0] ?? null,
      summary: (told.short_description ?? '').slice(0, 1_000),
      price: told.price,
      attributes: attributesOf(told),
    });
  }
  return products;
}

function attributesOf(told: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(told).flatMap(([key, value]): [string, string][] => {
    const [, kind, name = ''] = /^attr_([tnb])_(.+)$/.exec(key) ?? [];
    if (kind === undefined || (kind === 'b' && value !== true)) return [];
    return [[name.replaceAll('_', ' ').trim(), kind === 'b' ? 'yes' : String(value)]];
  });
  return Object.fromEntries(pairs);
}

/** The queries with a good answer at all: the others tell nothing. */
export function readJudgements(folder: string): Map<string, Judged> {
  const [, ...lines] = readFileSync(join(folder, 'queries-rated.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const queries = new Map<string, Judged>();
  for (const line of lines) {
    const [, quoted, query = quoted, id = '', rating = ''] =
      /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),(\d)/.exec(line) ?? [];
    if (query === undefined) continue;
    const judged = queries.get(query) ?? new Map<string, number>();
    judged.set(id, Number(rating));
    queries.set(query, judged);
  }
  return new Map(
    [...queries].filter(([, judged]) => [...judged.values()].some((rating) => rating > 0)),
  );
}

const PRODUCTS_A_BATCH = 2_000;

const insertIcecat = statement<[products: string], never>(
  'bench.insert_icecat',
  `WITH given AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
       id text, name text, brand text, ean text, summary text, price int, attributes jsonb)
   ), made_brands AS (
     INSERT INTO brands (document_id, name, slug, created_at, updated_at, published_at)
     SELECT DISTINCT 'b' || left(md5(brand), 23), brand, lower(brand), now()::timestamp, now()::timestamp, now()::timestamp
       FROM given WHERE NOT EXISTS (SELECT FROM brands WHERE name = brand)
     RETURNING id, name
   ), made AS (
     INSERT INTO products (document_id, name, slug, short_description, attributes, price, currency,
                           created_at, updated_at, published_at)
     SELECT 'd' || id, name, 'p' || id, summary, attributes, price, 'USD', now(), now(), now() FROM given
     RETURNING id, document_id
   ), sold AS (
     INSERT INTO variants (document_id, sku, title, barcode, price, allow_backorder, active, position,
                           created_at, updated_at, published_at)
     SELECT 'v' || id, id, 'Default Title', ean, price, false, true, 0, now(), now(), now() FROM given
     RETURNING id, sku
   ), linked AS (
     INSERT INTO variants_product_lnk (variant_id, product_id)
     SELECT sold.id, made.id FROM sold JOIN made ON made.document_id = 'd' || sold.sku
   )
   INSERT INTO products_brand_lnk (product_id, brand_id)
   SELECT made.id, brand.id
     FROM given JOIN made ON made.document_id = 'd' || given.id
     JOIN (SELECT id, name FROM made_brands UNION SELECT id, name FROM brands) brand
       ON brand.name = given.brand`,
);

/** Puts the products into a shop, straight into its tables; a product's document id is `d` and its id. */
export async function fillIcecat(
  database: Database,
  products: readonly IcecatProduct[],
): Promise<void> {
  for (let start = 0; start < products.length; start += PRODUCTS_A_BATCH) {
    const batch = products.slice(start, start + PRODUCTS_A_BATCH);
    await database.query(insertIcecat, [JSON.stringify(batch)]);
  }
}
