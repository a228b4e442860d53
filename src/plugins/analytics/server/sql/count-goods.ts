import { statement } from '../../../kernel/server/contract';
import type { Scope } from '../../../orders/server/contract';
import { ofStores, within, type Whose } from './sales';

/** How many products were sold in a time. */
export const countGoods = (scope: Scope) =>
  statement<[...Whose, from: Date, before: Date], { total: number }>(
    `analytics.count_goods_${scope}`,
    `SELECT count(*) AS total
       FROM (SELECT DISTINCT line.product_document_id
               FROM orders
               JOIN order_lines line ON line.order_id = orders.id
              WHERE orders.currency = $2 AND orders.state <> 'cancelled'
                AND ${within('orders.placed_at', { from: '$3', before: '$4' })}
                AND ${ofStores(scope, 'line.store_id')}) goods`,
  );
