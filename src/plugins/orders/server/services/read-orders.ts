import type { Core } from '@strapi/strapi';
import { databaseOf, type Queryable } from '../../../kernel/server/contract';
import type { Order } from '../domain/order';
import { countOrders } from '../sql/count-orders';
import { findOrder } from '../sql/find-order';
import { readHistory } from '../sql/read-history';
import { listOrders } from '../sql/list-orders';
import { orderOf } from '../sql/order-row';

/** An order by its document id or number; undefined where there is none. */
export async function orderBy(database: Queryable, idOrNumber: string): Promise<Order | undefined> {
  const [row] = await database.query(findOrder, [idOrNumber]);
  return row === undefined ? undefined : orderOf(row);
}

/**
 * A page of a customer's orders, the newest first.
 *
 * @param page from 1
 */
export async function ordersOf(
  strapi: Core.Strapi,
  customerId: number,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ orders: Order[]; total: number }> {
  const database = databaseOf(strapi);
  const [rows, [count]] = await Promise.all([
    database.query(listOrders, [customerId, pageSize, (page - 1) * pageSize]),
    database.query(countOrders, [customerId]),
  ]);
  return { orders: rows.map(orderOf), total: count?.total ?? 0 };
}

/** The states that an order went through, as its buyer may see them. */
export async function historyOf(
  database: Queryable,
  order: Order,
): Promise<{ status: string; at: Date; note: string | null }[]> {
  const rows = await database.query(readHistory, [order.documentId]);
  return rows.map(({ to, at, note }) => ({ status: to, at, note }));
}
