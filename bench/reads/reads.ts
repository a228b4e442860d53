import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import type { Bench } from '../lib/bench';
import { startContestant, type Contestant } from '../lib/contestant';
import type { Call, Journey } from '../lib/journey';
import { DUKA } from '../lib/server';
import { costHeader, costLine } from '../lib/table';
import { untilIndexed } from '../lib/until-indexed';
import { fillCatalogue, PRODUCT_ID } from './fill-catalogue';

const PRODUCTS = 2_000;
const SIZES = [PRODUCTS, 20_000, 200_000, 1_000_000] as const;
const FEW = 300;
/** What health checks and reads are answered with. */
const wanted = ['200', '204'];
const MANY = 20_000;
/** A condition that every row fulfils and that sends a query to Strapi's own controllers. */
const BY_STRAPI = 'filters[$and][0][createdAt][$gt]=2000-01-01';

/** Which tables and columns a list reads, said in SQL alone. */
const bareList = statement<[above: number], { document: string }>(
  'bench.bare_list',
  `SELECT row_to_json(p)::text AS document
     FROM products p WHERE published_at IS NOT NULL AND id > $1 ORDER BY id LIMIT 25`,
);

const productIds = statement<[most: number], { id: string }>(
  'bench.product_ids',
  `SELECT ${PRODUCT_ID} AS id FROM generate_series(1, $1::int) n`,
);

/** `fillCatalogue` goes past the triggers that note what the search index has to take up. */
const noteProducts = statement<[after: number], never>(
  'bench.note_products',
  `INSERT INTO search_changes (document_id, bulk)
   SELECT document_id, true FROM products WHERE published_at IS NOT NULL AND id > $1 * 2 + 1`,
);

const get = (path: string): Call => ({ method: 'GET', path });

/** One call a journey, the paths in turn. */
export function reads(count: number, path: (turn: number) => string): Journey[] {
  return Array.from({ length: count }, (_, turn) => ({ calls: [get(path(turn))] }));
}

/**
 * Public reads beside `/_health` of the same process, Strapi's own controllers on the same rows, and
 * the bare SQL; then as the catalogue grows.
 */
export async function readsBench(bench: Bench): Promise<void> {
  const { args, databaseFor, say } = bench;
  const url = await databaseFor('reads');
  const kept = await startContestant(
    bench,
    DUKA,
    url,
    args.filter((arg) => arg.startsWith('--cpu')),
  );
  await fillCatalogue(kept.database, { from: 1, products: PRODUCTS });
  const ids = (await kept.database.query(productIds, [PRODUCTS])).map(({ id }) => id);
  const id = (turn: number) => ids[turn % ids.length] ?? '';
  say(costHeader());

  const measure = async (shop: Contestant, name: string, journeys: Journey[]) => {
    await shop.measure(journeys.slice(0, FEW), { wanted });
    const { cost } = await shop.measure(journeys, { wanted });
    say(costLine(name, cost));
    return cost.perSecond;
  };
  const health = await measure(
    kept,
    '/_health',
    reads(MANY, () => '/_health'),
  );
  await kept.play(reads(PRODUCTS * 2, (turn) => `/api/products/${id(turn)}`));
  const list = await measure(
    kept,
    'kept: list of 25',
    reads(MANY, () => '/api/products'),
  );
  const detail = await measure(
    kept,
    'kept: one of 2,000 products',
    reads(MANY, (turn) => `/api/products/${id(turn)}`),
  );
  await measure(
    kept,
    'kept: category page',
    reads(MANY, () => '/api/categories/category-7/products'),
  );
  say(`of /_health: list ${percent(list / health)}, product ${percent(detail / health)}`);
  await kept.stop();

  const bare = await startContestant(bench, DUKA, url, [], { DUKA_READ_CACHE_MB: '0' });
  const pages: [string, (turn: number) => string][] = [
    ['list of 25', (turn) => `/api/products?filters[id][$gt]=${turn}`],
    ['deeper page of 25', (turn) => `/api/products?pagination[page]=${2 + (turn % 79)}`],
    ['one product', (turn) => `/api/products/${id(turn)}`],
    ['category page', (turn) => `/api/categories/category-${1 + (turn % 200)}/products`],
  ];
  for (const [name, path] of pages) {
    const ours = await measure(bare, `loaded: ${name}`, reads(2_000, path));
    const theirs = await measure(
      bare,
      `Strapi’s controllers: ${name}`,
      reads(400, (turn) => `${path(turn)}${path(turn).includes('?') ? '&' : '?'}${BY_STRAPI}`),
    );
    say(`${name}: ${(ours / theirs).toFixed(1)} times`);
  }
  say(`bare SQL, rows of a list alone: ${(await bareRate(bare.database)).toFixed(0)}/s`);

  await bare.stop();
  if (args.includes('--quick')) return;
  const grown = await startContestant(bench, DUKA, url);
  await curve(bench, grown);
  await grown.stop();
}

/** What lists, details and suggestions that nobody has asked for cost as the catalogue grows. */
async function curve({ say }: Bench, shop: Contestant): Promise<void> {
  say(costHeader());
  let from = PRODUCTS + 1;
  let noted = 0;
  for (const products of SIZES) {
    if (products >= from) await fillCatalogue(shop.database, { from, products });
    from = products + 1;
    const loads: [string, (turn: number) => string][] = [
      ['list', (turn) => `/api/products?${pageNeverAsked(turn)}`],
      ['list by price', (turn) => `/api/products?sort=price&${pageNeverAsked(turn)}`],
      ['product by slug', (turn) => `/api/products/product-${1 + ((turn * 7919) % products)}`],
      [
        'category page',
        (turn) => `/api/categories/category-${1 + (turn % 200)}/products?${pageNeverAsked(turn)}`,
      ],
      ['suggest', (turn) => `/api/products/suggest?q=product%20${((turn * 7919) % products) + 1}`],
    ];
    await shop.database.query(noteProducts, [noted]);
    noted = products;
    await untilIndexed(shop.database);
    for (const [name, path] of loads) {
      await shop.play(reads(100, path));
      const { cost } = await shop.measure(reads(400, (turn) => path(turn + 100)));
      say(costLine(`${products} products: ${name}`, cost));
    }
  }
}

/** Pages of 20 to 44 that a category of the smallest catalogue has too, each another one. */
function pageNeverAsked(turn: number): string {
  return `pagination[page]=${1 + (turn % 20)}&pagination[pageSize]=${20 + Math.floor(turn / 20)}`;
}

async function bareRate(database: Database): Promise<number> {
  const began = performance.now();
  const lane = async (from: number) => {
    for (let turn = 0; turn < 500; turn += 1) await database.query(bareList, [from + turn]);
  };
  await Promise.all([lane(0), lane(1_000)]);
  return 1_000_000 / (performance.now() - began);
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
