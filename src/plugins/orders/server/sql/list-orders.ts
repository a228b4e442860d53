import { statement } from '../../../kernel/server/contract';
import { selectOrders, type OrderRow } from './order-row';
import { suppliedBy, type Scope } from './supplied-by';

/** A page of a customer's orders, the newest first. */
export const listOrders = (scope: Scope) =>
  statement<[customerId: number, stores: string[] | null, limit: number, offset: number], OrderRow>(
    `orders.list_${scope}`,
    selectOrders({
      where: `orders.customer_id = $1 AND ${suppliedBy(scope, '$2')}`,
      orderBy: 'orders.placed_at DESC, orders.id DESC',
      page: 'LIMIT $3 OFFSET $4',
    }),
  );
