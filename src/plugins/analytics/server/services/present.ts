import type { Period } from '../domain/period';
import type { GoodsRow } from '../sql/goods';

/** What figures are of, as it stands beside them. */
export function presentPeriod({ from, before }: Pick<Period, 'from' | 'before'>, timeZone: string) {
  return { from, to: before, timeZone };
}

/** Goods that were sold, as they go out; amounts in minor units. */
export function presentGoods({ product_id: productId, name, quantity, revenue, orders }: GoodsRow) {
  return { productId, name, quantity, revenue, orders };
}
