import type { Queryable } from '../../../kernel/server/contract';
import { scopeOf, UNFINISHED } from '../../../orders/server/contract';
import type { Wanted } from '../domain/period';
import { added, presentSums } from '../domain/sums';
import { readBoard } from '../sql/read-board';
import { readSums } from '../sql/read-sums';
import { presentGoods, presentPeriod } from './present';
import { periodOf } from './wanted-period';

const TOP_PRODUCTS = 5;
const NEWEST_ORDERS = 10;

/**
 * The shop at a look: today, yesterday and a period in sums, and what is to be done now.
 *
 * @param stores document ids; null for all
 */
export async function dashboardOf(
  database: Queryable,
  wanted: Wanted,
  stores: string[] | null,
): Promise<object> {
  const scope = scopeOf(stores);
  const { currency, ...period } = await periodOf(database, wanted);
  const { from, before, yesterday, today, tomorrow } = period;
  const [sums, [board]] = await Promise.all([
    database.query(readSums(scope), [
      stores,
      currency,
      [today, yesterday, from],
      [tomorrow, today, before],
    ]),
    database.query(readBoard(scope), [
      stores,
      currency,
      from,
      before,
      UNFINISHED,
      TOP_PRODUCTS,
      NEWEST_ORDERS,
    ]),
  ]);
  if (board === undefined) throw new Error('A board is one row');
  const sumsAt = (turn: number) => presentSums(sums[turn] ?? added([]));
  return {
    currency,
    today: sumsAt(0),
    yesterday: sumsAt(1),
    period: { ...presentPeriod(period, wanted.timeZone), ...sumsAt(2) },
    openOrders: Object.fromEntries(
      UNFINISHED.map((status) => [status, board.open_orders[status] ?? 0]),
    ),
    lowStock: board.low_stock,
    failedPayments: board.failed_payments,
    topProducts: board.top.map(presentGoods),
    newestOrders: board.newest,
  };
}
