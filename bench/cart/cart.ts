import type { Bench } from '../lib/bench';
import { startContestant, type Contestant } from '../lib/contestant';
import { fillShop, PLENTY } from '../lib/fill-shop';
import type { Call, Outcome } from '../lib/journey';
import { DUKA } from '../lib/server';
import { addCall, pick } from '../lib/shoppers';
import { fillStockStrapi, makeStockStrapi } from '../lib/stock-strapi';
import { costHeader, costLine } from '../lib/table';

const PRODUCTS = 2_000;
const STORES = 12;
const WARM_UP = 320;
const OPERATIONS = 1_600;
const WARM_UP_NAIVE = 64;
const OPERATIONS_NAIVE = 320;

/** What shoppers do with a cart, one after another; each call goes on with the cart of the last. */
const STEPS: readonly (readonly [name: string, callOf: (turn: number) => Call])[] = [
  ['add, the first', (turn) => addCall(pick(2 * turn, PRODUCTS))],
  ['add, one more', (turn) => addCall(pick(2 * turn + 1, PRODUCTS))],
  ['change', () => ({ method: 'PUT', path: '/api/cart/items/{item}', body: { quantity: 2 } })],
  ['get', () => ({ method: 'GET', path: '/api/cart' })],
  ['remove', () => ({ method: 'DELETE', path: '/api/cart/items/{item}' })],
];

/** Each operation of the cart by 16 shoppers at a time, beside a shop that a newcomer to Strapi writes. */
export async function cart(bench: Bench): Promise<void> {
  const { databaseFor, say, ending } = bench;
  say(costHeader());
  const duka = await startContestant(bench, DUKA, await databaseFor('cart'));
  await fillShop(duka.database, { from: 1, products: PRODUCTS, stores: STORES });
  await linesOf('Duka', duka, WARM_UP);
  (await linesOf('Duka', duka, OPERATIONS)).forEach(say);
  await duka.stop();

  const stock = makeStockStrapi('naive shop');
  ending.add(async () => stock.remove());
  const naive = await startContestant(bench, stock.script, await databaseFor('stock'));
  await fillStockStrapi(naive.database, PRODUCTS, PLENTY);
  await linesOf('naive', naive, WARM_UP_NAIVE);
  (await linesOf('naive', naive, OPERATIONS_NAIVE)).forEach(say);
  await naive.stop();
}

/** Takes so many carts through every step; gives a line of costs for each step. */
async function linesOf(name: string, shop: Contestant, carts: number): Promise<string[]> {
  const lines: string[] = [];
  let outcomes: readonly Outcome[] = [];
  for (const [step, callOf] of STEPS) {
    const journeys = Array.from({ length: carts }, (_, turn) => ({
      calls: [callOf(turn)],
      cartToken: outcomes[turn]?.cartToken,
      item: outcomes[turn]?.item,
    }));
    const measured = await shop.measure(journeys);
    outcomes = measured.outcomes;
    lines.push(costLine(`${name}, ${step}`, measured.cost));
  }
  return lines;
}
