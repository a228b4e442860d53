import type { OrderSort } from '../domain/search';

/** How a list of orders is sorted; of two that are alike the newer one has the greater id. */
export const ORDER_BY: Readonly<Record<OrderSort, string>> = {
  'placedAt:desc': 'orders.placed_at DESC, orders.id DESC',
  'placedAt:asc': 'orders.placed_at, orders.id',
  'total:desc': 'orders.total DESC, orders.id DESC',
  'total:asc': 'orders.total, orders.id',
};
