import { count } from '../../../kernel/admin/src/contract';

/** A number of orders, in words. */
export function orderCount(orders: number): string {
  return orders === 1 ? '1 order' : `${count(orders)} orders`;
}
