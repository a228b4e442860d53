import { setTimeout as sleep } from 'node:timers/promises';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import type { Bench } from '../lib/bench';
import { startContestant, type Contestant } from '../lib/contestant';
import { fillShop } from '../lib/fill-shop';
import type { Journey } from '../lib/journey';
import { DUKA } from '../lib/server';
import { costHeader, costLine } from '../lib/table';
import { untilIndexed } from '../lib/until-indexed';

const USUAL_SIZES = [20_000];
const STORES = 12;
const CALLS = 3_000;
/** What costs more is called less often. */
const DEAR_CALLS = 400;
/** Strapi compares every text of every product with the word: minutes, where called as often. */
const STRAPI_CALLS = 50;

const THINGS = 'lamp kettle chair table basket tent blanket mug bottle shelf mirror clock'.split(
  ' ',
);
const KINDS =
  'steel wooden folding garden travel glass woven solar painted heavy small tall round deep'.split(
    ' ',
  );

const nameAndNote = (products: number) => `
  UPDATE products SET
    name = (ARRAY['${KINDS.join("','")}'])[1 + id / 2 % ${KINDS.length}] || ' '
      || (ARRAY['${THINGS.join("','")}'])[1 + id / 7 % ${THINGS.length}] || ' ' || substr(md5(slug), 1, 6)
      || CASE WHEN id % 8 < 2 THEN ' set' ELSE '' END,
    short_description = 'For the house and the garden, of model ' || substr(md5(slug), 7, 6),
    attributes = jsonb_build_object('Colour', (ARRAY['red', 'green', 'blue', 'black'])[1 + id % 4],
                                    'Size', 'S' || id % 9);
  INSERT INTO search_changes (document_id, bulk)
  SELECT document_id, true FROM products WHERE published_at IS NOT NULL AND id <= ${products * 2 + 1};`;

/**
 * Searches by 16 shoppers at a time: one common word again and again, and words that nobody has asked
 * for before, beside the health check of the same process and Strapi's own search (`_q`).
 */
export async function search(bench: Bench): Promise<void> {
  const { args, databaseFor, say } = bench;
  const sizes = args.length > 0 ? args.map(Number) : USUAL_SIZES;
  const duka = await startContestant(bench, DUKA, await databaseFor('search'));
  let from = 1;
  for (const products of sizes) {
    await fillShop(duka.database, { from, products, stores: STORES });
    await duka.database.runScript(nameAndNote(products));
    from = products + 1;
    const start = performance.now();
    await untilIndexed(duka.database);
    const seconds = (performance.now() - start) / 1_000;
    say(`${products} products, indexed in ${seconds.toFixed(0)} s`);
    say(costHeader());
    for (const [name, calls, pathOf, isEdited = false] of LINES) {
      const journeys = (count: number, first: number): Journey[] =>
        Array.from({ length: count }, (_, turn) => ({
          calls: [{ method: 'GET' as const, path: pathOf(first + turn) }],
        }));
      await duka.measure(journeys(calls / 5, calls), { wanted: ['200', '204'] });
      const editor = isEdited ? new Editor(duka.database, products) : undefined;
      say(costLine(name, await costOf(duka, journeys(calls, 0))));
      await editor?.stop();
    }
  }
  await duka.stop();
}

const LINES: readonly (readonly [
  name: string,
  calls: number,
  pathOf: (turn: number) => string,
  isEdited?: boolean,
])[] = [
  ['/_health', CALLS, () => '/_health'],
  ['Strapi, one word', STRAPI_CALLS, byStrapi],
  ['search, one common word', CALLS, () => '/api/products/search?q=set'],
  ['search, common word, never the same', DEAR_CALLS, byCommonWord],
  ['the same, prices edited meanwhile', DEAR_CALLS, byCommonWord, true],
  [
    'search, two words, never the same',
    DEAR_CALLS,
    (turn) =>
      `/api/products/search?q=${KINDS[turn % KINDS.length]}%20${THINGS[turn % THINGS.length]}&maxPrice=${9_000 + turn}`,
  ],
  [
    'search, only what is in stock',
    DEAR_CALLS,
    (turn) => `/api/products/search?q=${THINGS[turn % THINGS.length]}&inStock=true`,
  ],
  ['suggest, as people type', CALLS, (turn) => `/api/products/suggest?q=${typed(turn)}`],
  [
    'suggest, never the same',
    DEAR_CALLS,
    (turn) => `/api/products/suggest?q=${THINGS[turn % THINGS.length]}%20${turn.toString(16)}`,
  ],
];

/** A quarter of all products, and a bound that nobody has asked for before. */
function byCommonWord(turn: number): string {
  return `/api/products/search?q=set&maxPrice=${9_000 + turn}`;
}

const PAUSE_MS = 50;

const editPrice = statement<[id: number], never>(
  'bench.edit_price',
  'UPDATE products SET price = price + 1 WHERE id = $1',
);

/** Somebody who changes twenty prices a second, what that costs PostgreSQL included in the line. */
class Editor {
  private stopped = false;
  private readonly work: Promise<void>;

  constructor(database: Database, products: number) {
    this.work = this.edit(database, products);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  private async edit(database: Database, products: number): Promise<void> {
    for (let turn = 0; !this.stopped; turn += 1) {
      await database.query(editPrice, [1 + 2 * (1 + ((turn * 7_919) % products))]);
      await sleep(PAUSE_MS);
    }
  }
}

/** A condition that every product fulfils, another one each time, so that no kept answer is given. */
function byStrapi(turn: number): string {
  const since = new Date(turn * 1_000).toISOString();
  return `/api/products?_q=set&filters[$and][0][createdAt][$gt]=${since}`;
}

/** The first letters of something, one more each time. */
function typed(turn: number): string {
  const word = THINGS[Math.floor(turn / 4) % THINGS.length] ?? '';
  return word.slice(0, 1 + (turn % 4));
}

async function costOf(duka: Contestant, journeys: readonly Journey[]) {
  const { cost } = await duka.measure(journeys, { wanted: ['200', '204'] });
  return cost;
}
