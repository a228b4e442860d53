import { statement } from '../../../kernel/server/contract';
import { suppliedBy, type OrderStatus, type Scope } from '../../../orders/server/contract';
import { goodsIn, type GoodsRow } from './goods';
import { ofStores, within, type Whose } from './sales';

/** What a board shows beside the sums. */
export interface Board {
  open_orders: Partial<Record<OrderStatus, number>>;
  low_stock: number;
  failed_payments: number;
  top: GoodsRow[];
  newest: {
    documentId: string;
    number: string;
    status: OrderStatus;
    paymentStatus: string;
    currency: string;
    total: number;
    /** ISO 8601. */
    placedAt: string;
  }[];
}

const BOUNDS = { from: '$3', before: '$4' };

/**
 * What is to be done now, what failed in a time, what sold best in it, and what was ordered last. Open
 * orders are read by the index of states, the newest by that of their times.
 */
export const readBoard = (scope: Scope) =>
  statement<
    [...Whose, from: Date, before: Date, open: readonly OrderStatus[], top: number, newest: number],
    Board
  >(
    `analytics.read_board_${scope}`,
    `SELECT (SELECT coalesce(jsonb_object_agg(state, orders), '{}')
               FROM (SELECT state, count(*) AS orders
                       FROM orders
                      WHERE state = ANY ($5::text[]) AND ${suppliedBy(scope, '$1')}
                      GROUP BY state) open) AS open_orders,
            (SELECT count(*)
               FROM variants variant
               JOIN stock_levels level ON level.variant_id = variant.id
              WHERE variant.low_stock_threshold IS NOT NULL AND variant.active
                AND level.on_hand - level.reserved <= variant.low_stock_threshold
                AND ${ofStores(scope, 'level.store_id')}) AS low_stock,
            (SELECT count(*)
               FROM payments payment
               JOIN orders ON orders.id = payment.order_id
              WHERE payment.state = 'failed' AND ${within('payment.created_at', BOUNDS)}
                AND ${suppliedBy(scope, '$1')}) AS failed_payments,
            (SELECT coalesce(jsonb_agg(to_jsonb(goods) ORDER BY revenue DESC, product_id), '[]')
               FROM (${goodsIn(scope, BOUNDS)} ORDER BY revenue DESC, product_id LIMIT $6) goods
            ) AS top,
            (SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'documentId', document_id, 'number', number, 'status', state,
                      'paymentStatus', payment_status, 'currency', currency, 'total', total,
                      'placedAt', to_char(placed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                      ORDER BY placed_at DESC, id DESC), '[]')
               FROM (SELECT * FROM orders
                      WHERE ${suppliedBy(scope, '$1')}
                      ORDER BY placed_at DESC, id DESC LIMIT $7) last) AS newest`,
  );
