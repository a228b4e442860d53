import type { Bench } from '../lib/bench';
import { SHOPPERS, startContestant, type Contestant } from '../lib/contestant';
import { fillShop } from '../lib/fill-shop';
import type { Outcome } from '../lib/journey';
import type { Cost } from '../lib/meter';
import { DUKA } from '../lib/server';
import { signUp } from '../lib/shoppers';
import { costHeader, costLine } from '../lib/table';
import { costCurve } from './curve';
import { besideNaive } from './naive';
import { orderAlone } from './order-alone';
import { checkouts, PRODUCTS, SCARCE, STORES } from './shop';

/** Until V8 has compiled what is called often, which costs a server of days nothing. */
const WARM_UP = 2_400;
const CHECKOUTS = 1_600;
const CALLS = ['POST items', 'POST items', 'PUT cart', 'POST orders'];
/** How often the statements of each call are counted; what runs beside them then hardly shows. */
const COUNTS = 5;
const HEALTH_CHECKS = 20_000;

/**
 * A full checkout of two lines in four calls by 16 shoppers at a time, beside Strapi's health check, which
 * says how fast the machine is; the order call alone beside pgbench with its statements; both beside a
 * shop that a newcomer to Strapi would write; and what becomes of the cost when the shop grows. `--quick`
 * leaves the growing out; other arguments go to the measured server's Node, such as `--cpu-prof`.
 */
export async function checkout(bench: Bench): Promise<void> {
  const { databaseFor, say, args } = bench;
  const quick = args.includes('--quick');
  const nodeOptions = args.filter((argument) => argument !== '--quick');
  const url = await databaseFor('checkout');
  const shop = await startContestant(bench, DUKA, url, nodeOptions);
  await fillShop(shop.database, { from: 1, products: SCARCE, stores: STORES });
  await shop.play(checkouts(0, WARM_UP));

  say(`Checkout of two lines, ${SHOPPERS} shoppers, ${PRODUCTS} products, ${STORES} stores`);
  say(costHeader());
  const guests = await shop.measure(checkouts(WARM_UP, CHECKOUTS));
  say(costLine('guests', guests.cost));
  const tokens = await signUp(shop.server.url, SHOPPERS);
  const customers = await shop.measure(checkouts(WARM_UP, CHECKOUTS), { tokens });
  say(costLine('customers', customers.cost));
  const health = { calls: [{ method: 'GET', path: '/_health' }] } as const;
  const checks = Array.from({ length: HEALTH_CHECKS }, () => health);
  const bare = await shop.measure(checks, { wanted: ['204'] });
  say(costLine('/_health', bare.cost));
  say(
    `A guest's checkout costs what ${ratio(guests.cost, bare.cost)} health checks cost the server`,
  );
  say(`SQL statements of each call, guests: ${await statementsOfCalls(shop)}`);
  say(`SQL statements of each call, customers: ${await statementsOfCalls(shop, tokens)}`);
  await orderAlone(bench, shop, url);
  await besideNaive(bench, url);
  if (!quick) await costCurve(bench);
}

function ratio(cost: Cost, of: Cost): string {
  return (cost.server / of.server).toFixed(0);
}

/** The shoppers go through a checkout together, call by call. */
async function statementsOfCalls(shop: Contestant, tokens?: readonly string[]): Promise<string> {
  const sums = CALLS.map(() => 0);
  for (let count = 0; count < COUNTS; count += 1) {
    let outcomes: readonly Outcome[] = [];
    for (const turn of CALLS.keys()) {
      const journeys = checkouts(count * SHOPPERS, SHOPPERS).map(({ calls }, shopper) => ({
        calls: calls.slice(turn, turn + 1),
        cartToken: outcomes[shopper]?.cartToken,
      }));
      const measured = await shop.measure(journeys, tokens === undefined ? {} : { tokens });
      outcomes = measured.outcomes;
      sums[turn] = (sums[turn] ?? 0) + measured.cost.statements;
    }
  }
  return CALLS.map((name, turn) => `${name} ${((sums[turn] ?? 0) / COUNTS).toFixed(1)}`).join(', ');
}
