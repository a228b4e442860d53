import { statement } from '../../../kernel/server/contract';
import { selectOrder, type OrderRow } from './order-row';

/** A page of a customer's orders, the newest first. */
export const listOrders = statement<[customerId: number, limit: number, offset: number], OrderRow>(
  'orders.list',
  `${selectOrder}
    WHERE orders.customer_id = $1
    ORDER BY orders.placed_at DESC, orders.id DESC
    LIMIT $2 OFFSET $3`,
);
