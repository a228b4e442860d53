import type { Bench } from '../lib/bench';
import { startContestant } from '../lib/contestant';
import { fillOrders, settle } from '../lib/fill-orders';
import { fillShop } from '../lib/fill-shop';
import { DUKA } from '../lib/server';
import { costHeader, costLine } from '../lib/table';
import { checkouts, PRODUCTS, STORES } from './shop';

const WARM_UP = 160;
const CHECKOUTS = 640;

/** How the shop grows: orders first, then what it sells. */
const SIZES = [
  { orders: 1_000, products: PRODUCTS },
  { orders: 100_000, products: PRODUCTS },
  { orders: 1_000_000, products: PRODUCTS },
  { orders: 1_000_000, products: 200_000 },
] as const;

/** What a checkout costs as the shop grows a thousand times in orders and a hundred times in SKUs. */
export async function costCurve(bench: Bench): Promise<void> {
  const { databaseFor, say } = bench;
  const shop = await startContestant(bench, DUKA, await databaseFor('curve'));
  let [filled, sold] = [0, 0];
  let turn = 0;
  say(costHeader());
  for (const { orders, products } of SIZES) {
    if (products > filled) {
      await fillShop(shop.database, { from: filled + 1, products, stores: STORES });
    }
    await shop.play(checkouts(turn, WARM_UP, products));
    await fillOrders(shop.database, { from: sold, orders, products });
    await settle(shop.database);
    [filled, sold] = [products, orders];
    await shop.play(checkouts(turn + WARM_UP, WARM_UP, products));
    const { cost } = await shop.measure(checkouts(turn + 2 * WARM_UP, CHECKOUTS, products));
    say(costLine(`${orders} orders, ${products} SKUs`, cost));
    turn += 2 * WARM_UP + CHECKOUTS;
  }
  await shop.stop();
}
