import type { Bench } from '../lib/bench';
import { startContestant } from '../lib/contestant';
import { fillShop, makeScarce, skuOf } from '../lib/fill-shop';
import { DUKA } from '../lib/server';
import { addCall, DESCRIBE, ORDER } from '../lib/shoppers';
import { soldOf } from '../lib/sold';
import { costHeader, costLine } from '../lib/table';
import { BUYERS, CONNECTIONS, HOT, STORES, UNITS } from './sale';
import { claimsBesideRows } from './claims';

/**
 * A flash sale: 2,000 buyers at 200 connections who want one of 50 units. First over HTTP, where nobody
 * may be told to come again; then the claims alone, beside buyers who wait on the stock row one by one.
 */
export async function hotSku(bench: Bench): Promise<void> {
  const { databaseFor, say } = bench;
  const shop = await startContestant(bench, DUKA, await databaseFor('sale'));
  // One more: buyers of another thing warm the server up.
  await fillShop(shop.database, { from: 1, products: HOT + 1, stores: STORES });
  await shop.play(Array.from({ length: BUYERS }, () => ({ calls: [addCall(skuOf(HOT + 1))] })));
  await makeScarce(shop.database, HOT, UNITS);

  say(`Flash sale over HTTP: ${BUYERS} buyers, ${CONNECTIONS} connections, ${UNITS} units`);
  say(costHeader());
  const buyers = Array.from({ length: BUYERS }, () => ({ calls: [addCall(skuOf(HOT))] }));
  const adding = await shop.measure(buyers, {
    shoppers: CONNECTIONS,
    wanted: ['201', '409 INSUFFICIENT_STOCK'],
  });
  say(costLine('add to cart, granted or refused', adding.cost));
  const lucky = adding.outcomes.filter(({ answer }) => answer === '201');
  const ordering = await shop.measure(
    lucky.map(({ cartToken }) => ({ calls: [DESCRIBE, ORDER], cartToken })),
    { shoppers: UNITS },
  );
  say(costLine('address and order of the granted', ordering.cost));
  say(`${lucky.length} were granted a unit, ${await soldOf(shop.database, skuOf(HOT))} were sold`);
  await shop.stop();
  await claimsBesideRows(bench);
}
