import type { Page, Queryable } from '../../../kernel/server/contract';
import { NOBODYS_ADDRESS, scopeOf } from '../../../orders/server/contract';
import type { Wanted } from '../domain/period';
import { added, presentSums } from '../domain/sums';
import { bestSellers, type GoodsSort } from '../sql/best-sellers';
import { countBuyers } from '../sql/count-buyers';
import { countGoods } from '../sql/count-goods';
import { readOrders, type Wait } from '../sql/read-orders';
import { readSeries, type Interval } from '../sql/read-series';
import { topBuyers, type BuyerRow } from '../sql/top-buyers';
import { presentGoods, presentPeriod } from './present';
import { periodOf } from './wanted-period';

/**
 * What was sold, in all and by day, week or month.
 *
 * @param stores document ids; null for all
 */
export async function salesOf(
  database: Queryable,
  wanted: Wanted & { interval: Interval },
  stores: string[] | null,
): Promise<object> {
  const { timeZone, interval } = wanted;
  const { currency, ...period } = await periodOf(database, wanted);
  const params = [stores, currency, period.from, period.before, timeZone, interval] as const;
  const series = await database.query(readSeries(scopeOf(stores)), [...params]);
  return {
    currency,
    period: presentPeriod(period, timeZone),
    interval,
    totals: presentSums(added(series)),
    series: series.map(({ start, ...sums }) => ({ start, ...presentSums(sums) })),
  };
}

/** A page of what sold best, and how many products were sold. */
export async function productsOf(
  database: Queryable,
  wanted: Wanted & Page & { sort: GoodsSort },
  stores: string[] | null,
): Promise<{ data: object; total: number }> {
  const scope = scopeOf(stores);
  const { sort, page, pageSize } = wanted;
  const { currency, ...period } = await periodOf(database, wanted);
  const { from, before } = period;
  const [rows, [count]] = await Promise.all([
    database.query(bestSellers(scope, sort), [
      stores,
      currency,
      from,
      before,
      pageSize,
      (page - 1) * pageSize,
    ]),
    database.query(countGoods(scope), [stores, currency, from, before]),
  ]);
  const data = {
    currency,
    period: presentPeriod(period, wanted.timeZone),
    products: rows.map(presentGoods),
  };
  return { data, total: count?.total ?? 0 };
}

/** Who bought: how many for the first time, how many again, and a page of who spent most. */
export async function customersOf(
  database: Queryable,
  wanted: Wanted & Page,
  stores: string[] | null,
): Promise<{ data: object; total: number }> {
  const scope = scopeOf(stores);
  const { page, pageSize } = wanted;
  const { currency, ...period } = await periodOf(database, wanted);
  const { from, before } = period;
  const [[counts], top] = await Promise.all([
    database.query(countBuyers(scope), [stores, currency, from, before, NOBODYS_ADDRESS]),
    database.query(topBuyers(scope), [
      stores,
      currency,
      from,
      before,
      NOBODYS_ADDRESS,
      pageSize,
      (page - 1) * pageSize,
    ]),
  ]);
  const { new_ones: newCustomers = 0, returning_ones: returningCustomers = 0 } = counts ?? {};
  const data = {
    currency,
    period: presentPeriod(period, wanted.timeZone),
    newCustomers,
    returningCustomers,
    top: top.map(presentBuyer),
  };
  return { data, total: newCustomers + returningCustomers };
}

/** How the orders of a period were made, how many were cancelled, and how long they took. */
export async function ordersOf(
  database: Queryable,
  wanted: Wanted,
  stores: string[] | null,
): Promise<object> {
  const period = await periodOf(database, wanted);
  const currency = wanted.currency ?? null;
  const params = [stores, currency, period.from, period.before] as const;
  const [counts] = await database.query(readOrders(scopeOf(stores)), [...params]);
  if (counts === undefined) throw new Error('The counts are one row');
  const { orders, by_status: byStatus } = counts;
  return {
    currency,
    period: presentPeriod(period, wanted.timeZone),
    orders,
    byStatus,
    byPaymentMethod: counts.by_payment_method,
    byDeliveryType: counts.by_delivery_type,
    cancelRate: orders === 0 ? 0 : Math.round(((byStatus.cancelled ?? 0) / orders) * 1e4) / 1e4,
    timeToReady: presentWait(counts.until_ready),
    timeToShip: presentWait(counts.until_shipped),
  };
}

function presentBuyer(row: BuyerRow) {
  return {
    customerId: row.customer_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    orders: row.orders,
    spent: row.spent,
  };
}

function presentWait({ orders, average, median }: Wait) {
  return { orders, averageSeconds: average, medianSeconds: median };
}
