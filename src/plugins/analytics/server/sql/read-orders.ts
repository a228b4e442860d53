import { statement } from '../../../kernel/server/contract';
import { suppliedBy, type Scope } from '../../../orders/server/contract';
import { within } from './sales';

export interface Wait {
  orders: number;
  /** Seconds; null where there are no orders. */
  average: number | null;
  median: number | null;
}

/** How the orders of a time were made, and how far they have come. */
export interface OrderCounts {
  orders: number;
  by_status: Record<string, number>;
  by_payment_method: Record<string, number>;
  by_delivery_type: Record<string, number>;
  until_ready: Wait;
  until_shipped: Wait;
}

const countedBy = (column: string) => `
  (SELECT coalesce(jsonb_object_agg(kind, orders), '{}')
     FROM (SELECT ${column} AS kind, count(*) AS orders FROM placed GROUP BY 1) counts)`;

/** From the order to the first time that it was in a state, by its history. */
const waitFor = (state: string) => `
  (SELECT jsonb_build_object('orders', count(*), 'average', round(avg(seconds)),
            'median', round(percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds)))
     FROM (SELECT extract(epoch FROM min(history.at) - placed.placed_at) AS seconds
             FROM placed
             JOIN order_histories history ON history.order_id = placed.id
            WHERE history.kind = 'status' AND history."to" = '${state}'
            GROUP BY placed.id, placed.placed_at) waits)`;

/** All orders that were placed in a time, cancelled ones too. */
export const readOrders = (scope: Scope) =>
  statement<
    [stores: string[] | null, currency: string | null, from: Date, before: Date],
    OrderCounts
  >(
    `analytics.read_orders_${scope}`,
    `WITH placed AS MATERIALIZED (
       SELECT id, placed_at, state, payment_method, delivery_type
         FROM orders
        WHERE ${within('placed_at', { from: '$3', before: '$4' })}
          AND ($2::text IS NULL OR currency = $2) AND ${suppliedBy(scope, '$1')}
     )
     SELECT (SELECT count(*) FROM placed) AS orders, ${countedBy('state')} AS by_status,
            ${countedBy('payment_method')} AS by_payment_method,
            ${countedBy('delivery_type')} AS by_delivery_type,
            ${waitFor('ready')} AS until_ready, ${waitFor('shipped')} AS until_shipped`,
  );
