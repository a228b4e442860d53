import { statement } from '../../../kernel/server/contract';
import type { OrderSort } from '../domain/search';
import { ORDER_BY } from './order-by';
import { selectOrders, type OrderRow } from './order-row';
import { suppliedBy, type Scope } from './supplied-by';

/** A page of a customer's orders. */
export const listOrders = (sort: OrderSort, scope: Scope) =>
  statement<[customerId: number, stores: string[] | null, limit: number, offset: number], OrderRow>(
    `orders.list_${scope}_${sort}`,
    selectOrders({
      where: `orders.customer_id = $1 AND ${suppliedBy(scope, '$2')}`,
      orderBy: ORDER_BY[sort],
      page: 'LIMIT $3 OFFSET $4',
    }),
  );
