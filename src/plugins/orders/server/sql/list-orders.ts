import { statement } from '../../../kernel/server/contract';
import { selectOrder, type OrderRow } from './order-row';
import { suppliedBy } from './supplied-by';

/** A page of a customer's orders, the newest first; of certain stores only where they are given. */
export const listOrders = statement<
  [customerId: number, stores: string[] | null, limit: number, offset: number],
  OrderRow
>(
  'orders.list',
  `${selectOrder}
    WHERE orders.customer_id = $1 AND ${suppliedBy('$2')}
    ORDER BY orders.placed_at DESC, orders.id DESC
    LIMIT $3 OFFSET $4`,
);
