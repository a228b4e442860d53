import type { Bench } from '../lib/bench';
import { startContestant, type Contestant } from '../lib/contestant';
import { makeScarce, PLENTY, skuOf } from '../lib/fill-shop';
import { fillStockStrapi, makeScarceNaively, makeStockStrapi } from '../lib/stock-strapi';
import { DUKA } from '../lib/server';
import { addCall, DESCRIBE, ORDER } from '../lib/shoppers';
import { soldOf } from '../lib/sold';
import { costLine } from '../lib/table';
import { cartsOf, checkouts, SCARCE } from './shop';

const WARM_UP = 64;
const CHECKOUTS = 320;
const ORDERS = 320;

const BUYERS = 200;
const UNITS = 50;

/**
 * The same journeys in a shop on stock Strapi that reads the stock, compares and writes it back through
 * the document service; and in both shops 200 buyers at once who want the last 50 of something.
 */
export async function besideNaive(bench: Bench, url: string): Promise<void> {
  const { databaseFor, say, ending } = bench;
  const stock = makeStockStrapi('naive shop');
  ending.add(async () => stock.remove());
  const naive = await startContestant(bench, stock.script, await databaseFor('stock'));
  await fillStockStrapi(naive.database, SCARCE, PLENTY);
  await naive.play(checkouts(0, WARM_UP));
  say(costLine('naive, checkout', (await naive.measure(checkouts(WARM_UP, CHECKOUTS))).cost));
  const carts = await cartsOf(naive, ORDERS);
  say(costLine('naive, order call alone', (await naive.measure(carts)).cost));
  await sayFlashSale(bench, 'naive', naive, () => makeScarceNaively(naive.database, SCARCE, UNITS));
  await naive.stop();

  const duka = await startContestant(bench, DUKA, url);
  await sayFlashSale(bench, 'Duka', duka, () => makeScarce(duka.database, SCARCE, UNITS));
  await duka.stop();
}

async function sayFlashSale(
  { say }: Bench,
  name: string,
  shop: Contestant,
  prepare: () => Promise<void>,
): Promise<void> {
  await prepare();
  const calls = [addCall(skuOf(SCARCE)), DESCRIBE, ORDER];
  const buyers = Array.from({ length: BUYERS }, () => ({ calls }));
  const { cost, outcomes } = await shop.measure(buyers, {
    shoppers: BUYERS,
    wanted: ['201', '409'],
  });
  const sold = await soldOf(shop.database, skuOf(SCARCE));
  const told = outcomes.filter(({ answer }) => answer === '201').length;
  say(
    `${name}, ${BUYERS} buyers at once for ${UNITS} units: ${sold} sold, ${told} told so, ` +
      `${(BUYERS / cost.perSecond).toFixed(2)} s`,
  );
}
