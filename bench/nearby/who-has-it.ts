import { Agent } from 'node:http';
import type { Bench } from '../lib/bench';
import { fillShop, skuOf } from '../lib/fill-shop';
import { median, percentile } from '../percentile';
import { fetchText, timed } from './timed';

const STORES = 2_000;
const CALLS = 400;
/** A list of goods that somebody looks for. */
const LIST = 20;

/**
 * Who has it near a place: {@link STORES} stores, each with a stock level of 1,000 SKUs, or with `--whole`
 * of 10,000, asked in turn beside the same stores without a word about goods. The calls ask for SKUs in turn.
 */
export async function whoHasIt({ args, openShop, say }: Bench): Promise<void> {
  const skus = args.includes('--whole') ? 10_000 : 1_000;
  const { url, database } = await openShop();
  say(`Making ${STORES} stores with ${skus} SKUs each`);
  await fillShop(database, { from: 1, products: skus, stores: STORES });
  await database.runScript(`
    SET LOCAL session_replication_role = replica;
    UPDATE stores SET latitude = 48 + id * 0.618034 % 1 * 6, longitude = -4 + id * 0.754878 % 1 * 8;
    UPDATE stock_levels SET on_hand = ${onHand('variant_id', 'store_id')};
    INSERT INTO stock_levels (document_id, variant_id, store_id, on_hand, reserved, backorderable,
                              created_at, updated_at, published_at)
    SELECT 'd' || lpad((sku * ${STORES} + store)::text, 23, '0'), sku, store, ${onHand('sku', 'store')},
           0, false, now(), now(), now()
      FROM generate_series(1, ${skus}) sku, generate_series(1, ${STORES}) store
    ON CONFLICT DO NOTHING;`);
  await database.runScript('ANALYZE stores; ANALYZE stock_levels');

  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const place = 'latitude=51&longitude=0';
  const near = `/api/stores/nearby?${place}&radius=500&limit=20`;
  const aStore =
    (JSON.parse(await fetchText(url + near, agent)) as Nearby).data[0]?.documentId ?? '';
  const questions: [string, (call: number) => string][] = [
    ['the nearest 20', (call) => `/api/stores/nearby?latitude=51.${call}&longitude=0&radius=500`],
    ['with a SKU that every store has', (call) => `${near}&sku=${skuOf(call * 100 + 1)}`],
    ['with a SKU that 20 of them have', (call) => `${near}&sku=${skuOf(call * 100 + 7)}`],
    ['with a SKU that nobody has', (call) => `${near}&sku=${skuOf(call * 100 + 8)}`],
    [`a list of ${LIST} near`, (call) => `/api/stores/availability?${place}&${listOf(call)}`],
    [
      `a list of ${LIST} in one store`,
      (call) => `/api/stores/${aStore}/availability?${listOf(call)}`,
    ],
  ];
  const times = questions.map((): number[] => []);
  for (let call = 0; call < CALLS; call += 1) {
    for (const [turn, [, path]] of questions.entries()) {
      times[turn]?.push(await timed(() => fetchText(url + path(call % (skus / 100)), agent)));
    }
  }
  for (const [turn, [name]] of questions.entries()) {
    // The first quarter meets every SKU for the first time, and warms up.
    const warm = times[turn]?.slice(CALLS / 4) ?? [];
    say(
      `${name}: median ${median(warm).toFixed(1)} ms, p99 ${percentile(warm, 0.99).toFixed(1)} ms`,
    );
  }
  agent.destroy();
}

interface Nearby {
  data: { documentId: string }[];
}

/** Of a hundred SKUs one is in every hundredth store and one in none; the others are everywhere. */
function onHand(sku: string, store: string): string {
  return `CASE ${sku} % 100 WHEN 7 THEN (CASE WHEN ${store} % 100 = 0 THEN 5 ELSE 0 END)
               WHEN 8 THEN 0 ELSE 5 END`;
}

function listOf(call: number): string {
  return Array.from({ length: LIST }, (_, turn) => `sku=${skuOf(call * 100 + 11 + turn)}`).join(
    '&',
  );
}
