import { statement } from '../../../kernel/server/contract';

/**
 * What an order that was cancelled would need to live again: its goods, and whether it was the shop
 * itself that cancelled it.
 */
export const readRevival = statement<
  [orderRow: number],
  {
    by_the_shop: boolean;
    goods: { orderLineId: string; variantId: number; storeId: number; quantity: number }[];
  }
>(
  'orders.read_revival',
  `SELECT coalesce((SELECT actor = 'system' FROM order_histories
                     WHERE order_id = $1 AND kind = 'status' AND "to" = 'cancelled'
                     ORDER BY id DESC LIMIT 1), false) AS by_the_shop,
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'orderLineId', document_id, 'variantId', variant_id, 'storeId', store_id,
                    'quantity', quantity) ORDER BY id), '[]')
             FROM order_lines WHERE order_id = $1) AS goods`,
);
