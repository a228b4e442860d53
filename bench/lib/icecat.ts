import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { importProducts, mapping } from '../../src/plugins/catalog/server/contract';
import { Report, type Database } from '../../src/plugins/kernel/server/contract';
import { ROOT } from './paths';

/** A product of Icecat's as text, for the searches that ours is compared with. */
export interface IcecatProduct {
  id: string;
  name: string;
  brand: string;
  summary: string;
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

const unpacked = (folder: string) =>
  createReadStream(join(folder, 'icecat-products.jsonl.gz')).pipe(createGunzip());

export async function readIcecat(folder: string): Promise<IcecatProduct[]> {
  const products: IcecatProduct[] = [];
  for await (const line of createInterface({ input: unpacked(folder) })) {
    const told = JSON.parse(line) as Record<string, unknown> & {
      id: string;
      title: string;
      supplier: string;
      short_description?: string;
    };
    products.push({
      id: told.id,
      name: told.title,
      brand: told.supplier,
      summary: told.short_description ?? '',
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

/**
 * Imports the products as any shop would, by the mapping that comes with Duka; a variant's SKU is the
 * product's id.
 */
export async function importIcecat(database: Database, folder: string): Promise<void> {
  const file = join(ROOT, 'sample/mappings/icecat.json');
  await importProducts(database, unpacked(folder), new Report(), {
    currency: 'USD',
    onDuplicateSku: 'refuse',
    mapping: mapping.parse(JSON.parse(readFileSync(file, 'utf8'))),
  });
}
