import type { OpenStores } from '../../../accounts/server/contract';
import { Refusal, type Queryable } from '../../../kernel/server/contract';
import type { Order } from '../domain/order';
import { eventToBuyer, eventToShop, stateToBuyer, stateToShop } from '../domain/present-history';
import { presentShipments } from '../domain/present-order';
import { beginningWith, type OrderList, type OrderSearch } from '../domain/search';
import { countOrders } from '../sql/count-orders';
import { findCustomer } from '../sql/find-customer';
import { findOrder } from '../sql/find-order';
import { findOrdersById } from '../sql/find-orders-by-id';
import { listOrders } from '../sql/list-orders';
import { orderOf } from '../sql/order-row';
import { readHistory } from '../sql/read-history';
import { scopeOf } from '../sql/supplied-by';
import { countSearched, searchOrders, type SearchParams } from '../sql/search-orders';
import { numericIdIn } from './customers';
import { noSuchAccount } from './refusals';

/** One page of a list, and how long the list is. */
export interface OrderPage {
  orders: Order[];
  total: number;
}

/** An order by its document id or number; undefined where there is none. */
export async function orderBy(database: Queryable, idOrNumber: string): Promise<Order | undefined> {
  const [row] = await database.query(findOrder, [idOrNumber]);
  return row === undefined ? undefined : orderOf(row);
}

/** Orders by their document ids; those that there are. */
export async function ordersBy(
  database: Queryable,
  documentIds: readonly string[],
): Promise<Map<string, Order>> {
  const rows = await database.query(findOrdersById, [documentIds]);
  return new Map(rows.map((row) => [row.document_id, orderOf(row)]));
}

/**
 * A page of anybody's orders, for the people of the shop.
 *
 * @param account the customer's numeric or document id
 * @throws Refusal NOT_FOUND for an account that is not there
 */
export async function ordersOfAccount(
  database: Queryable,
  account: string,
  list: OrderList,
  stores: OpenStores,
): Promise<OrderPage> {
  const [customer] = await database.query(findCustomer, [account, numericIdIn(account)]);
  if (customer === undefined) throw noSuchAccount();
  return ordersOf(database, customer.id, list, stores);
}

/**
 * A page of a customer's orders.
 *
 * @param stores whose orders the caller may see
 */
export async function ordersOf(
  database: Queryable,
  customerId: number,
  { page, pageSize, sort }: OrderList,
  stores: OpenStores = { kind: 'all' },
): Promise<OrderPage> {
  const open = storeIdsOf(stores);
  const scope = scopeOf(open);
  const [rows, [count]] = await Promise.all([
    database.query(listOrders(sort, scope), [customerId, open, pageSize, (page - 1) * pageSize]),
    database.query(countOrders(scope), [customerId, open]),
  ]);
  return { orders: rows.map(orderOf), total: count?.total ?? 0 };
}

/**
 * A page of the orders that the people of the shop ask for.
 *
 * @param stores whose orders the caller may see
 * @throws Refusal FORBIDDEN for a store that is not among them
 */
export async function findOrders(
  database: Queryable,
  search: OrderSearch,
  stores: OpenStores,
): Promise<OrderPage> {
  const asked = storesAskedFor(stores, search.storeId);
  const scope = scopeOf(asked);
  const params: SearchParams = [
    search.status ?? null,
    search.paymentStatus ?? null,
    asked,
    search.q?.toUpperCase() ?? null,
    search.q === undefined ? null : beginningWith(search.q),
    search.from ?? null,
    search.before ?? null,
  ];
  const { page, pageSize, sort } = search;
  const [rows, [count]] = await Promise.all([
    database.query(searchOrders(sort, scope), [...params, pageSize, (page - 1) * pageSize]),
    database.query(countSearched(scope), params),
  ]);
  return { orders: rows.map(orderOf), total: count?.total ?? 0 };
}

/**
 * Where an order is, the states that it has been in, and what else happened to it.
 *
 * @param forShop whether the people of the shop ask, who may read everything
 */
export async function trackedOrder(
  database: Queryable,
  order: Order,
  forShop: boolean,
): Promise<object> {
  const records = await database.query(readHistory, [order.documentId, forShop]);
  const states = records.filter(({ kind }) => kind === 'status');
  const events = records.filter(({ kind }) => kind !== 'status');
  return {
    documentId: order.documentId,
    number: order.number,
    status: order.status,
    history: states.map(forShop ? stateToShop : stateToBuyer),
    events: events.map(forShop ? eventToShop : eventToBuyer),
    shipments: presentShipments(order),
  };
}

/**
 * The stores that a list is of; null for all.
 *
 * @throws Refusal FORBIDDEN for a store that is not open
 */
export function storesAskedFor(open: OpenStores, storeId: string | undefined): string[] | null {
  if (storeId === undefined) return storeIdsOf(open);
  if (open.kind === 'some' && !open.storeIds.has(storeId)) {
    throw new Refusal('FORBIDDEN', 'You do not manage this store.', { storeId });
  }
  return [storeId];
}

function storeIdsOf(open: OpenStores): string[] | null {
  return open.kind === 'all' ? null : [...open.storeIds];
}
