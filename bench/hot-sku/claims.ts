import type { Bench, BenchShop } from '../lib/bench';
import { claim } from '../../src/plugins/inventory/server/contract';
import {
  newDocumentId,
  Rollback,
  statement,
  type Database,
} from '../../src/plugins/kernel/server/contract';
import { fillShop, makeScarce } from '../lib/fill-shop';
import { median, percentile } from '../percentile';
import { BUYERS, CONNECTIONS, HOT, STORES, UNITS } from './sale';

const ROUNDS = 5;
/** The store that has the goods, by the arithmetic of `fillShop`. */
const STORE = 1 + HOT;

const takeOne = statement<[variantId: number, storeId: number], { id: number }>(
  'bench.take_one',
  `UPDATE stock_levels SET reserved = reserved + 1
    WHERE variant_id = $1 AND store_id = $2 AND on_hand - reserved >= 1
   RETURNING id`,
);
const holdOne = statement<[holdId: string, stockLevelId: number], never>(
  'bench.hold_one',
  `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
   VALUES ($1, $2, 1, 'held', now() + interval '30 seconds')`,
);
const heldUnits = statement<[variantId: number], { held: number; reserved: number }>(
  'bench.held_units',
  `SELECT (SELECT count(*) FROM holds JOIN stock_levels level ON level.id = stock_level_id
            WHERE variant_id = $1)::int AS held,
          (SELECT sum(reserved) FROM stock_levels WHERE variant_id = $1)::int AS reserved`,
);

/** Tries to get one unit. */
type Buy = () => Promise<void>;

/**
 * Claims of one SKU by the service that settles them together, in turn with the same buyers each in a
 * transaction of its own on a connection of its own: the conditional UPDATE and the hold.
 */
export async function claimsBesideRows({ openShop, open, say }: Bench): Promise<void> {
  const shop = await openShop();
  await fillShop(shop.database, { from: 1, products: HOT, stores: STORES });
  const rows = open(shop.databaseUrl, CONNECTIONS);
  const contestants: [string, Buy][] = [
    ['one by one on the row', () => buyOnRow(rows)],
    ['claims settled together', () => buyByClaim(shop)],
  ];
  for (const units of [UNITS, BUYERS]) {
    say(`Claims alone: ${BUYERS} buyers, ${CONNECTIONS} at a time, ${units} units`);
    const rates = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, buy] of contestants) {
        await clear(shop.database, units);
        const { perSecond, times } = await sell(buy);
        await check(shop.database, name, units);
        // The first round warms up.
        if (round === 0) continue;
        rates.set(name, [...(rates.get(name) ?? []), perSecond]);
        const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
        say(
          `${name}: ${perSecond.toFixed(0)} grants and refusals/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
        );
      }
    }
    const [slow, fast] = contestants.map(([name]) => median(rates.get(name) ?? []));
    say(`settled together: ${((fast ?? NaN) / (slow ?? NaN)).toFixed(1)} times as many a second`);
  }
}

async function sell(buy: Buy): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let turn = 0; turn < BUYERS / CONNECTIONS; turn += 1) {
        const begun = performance.now();
        await buy();
        times.push(performance.now() - begun);
      }
    }),
  );
  return { perSecond: (BUYERS * 1_000) / (performance.now() - start), times };
}

async function buyByClaim({ strapi }: BenchShop): Promise<void> {
  await claim(strapi, { variantId: HOT, storeId: STORE, quantity: 1 });
}

function buyOnRow(rows: Database): Promise<void> {
  return rows.transaction(async (tx) => {
    const [level] = await tx.query(takeOne, [HOT, STORE]);
    if (level === undefined) return new Rollback(undefined);
    await tx.query(holdOne, [newDocumentId(), level.id]);
    return undefined;
  });
}

/** Forgets the last sale. */
async function clear(database: Database, units: number): Promise<void> {
  await database.runScript(`
    DELETE FROM holds USING stock_levels level
     WHERE level.id = stock_level_id AND variant_id = ${HOT};
    UPDATE stock_levels SET reserved = 0 WHERE variant_id = ${HOT};`);
  await makeScarce(database, HOT, units);
}

/** @throws where not exactly those units were granted */
async function check(database: Database, name: string, units: number): Promise<void> {
  const [row] = await database.query(heldUnits, [HOT]);
  if (row?.held === units && row.reserved === units) return;
  throw new Error(`${name}: ${row?.held} held and ${row?.reserved} reserved of ${units} units`);
}
