import type { Scope } from '../../../orders/server/contract';
import { ofStores, within, type Bounds } from './sales';

/** A product with what was sold of it. */
export interface GoodsRow {
  product_id: string | null;
  /** As it was called when it was sold last. */
  name: string;
  quantity: number;
  /** After discounts, in minor units. */
  revenue: number;
  orders: number;
}

/** The products that were sold in a time, of orders that count. */
export const goodsIn = (scope: Scope, bounds: Bounds): string => `
  SELECT line.product_document_id AS product_id,
         (array_agg(line.name ORDER BY orders.placed_at DESC))[1] AS name,
         sum(line.quantity)::bigint AS quantity,
         sum(line.subtotal - line.discount)::bigint AS revenue,
         count(DISTINCT line.order_id) AS orders
    FROM orders
    JOIN order_lines line ON line.order_id = orders.id
   WHERE orders.currency = $2 AND orders.state <> 'cancelled'
     AND ${within('orders.placed_at', bounds)} AND ${ofStores(scope, 'line.store_id')}
   GROUP BY line.product_document_id`;
