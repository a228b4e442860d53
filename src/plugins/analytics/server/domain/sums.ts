/** What was sold and given back in a time, in minor units of one currency. */
export interface Sums {
  /** Orders that were placed and not cancelled. */
  orders: number;
  /** The goods at their prices. */
  gross: number;
  discounts: number;
  shipping: number;
  /** Of goods and shipping; in the prices or on top of them, as the shop has it. */
  tax: number;
  /** What rounding the totals has brought; below 0 where it took more off them. */
  rounding: number;
  /** What the buyers owe for these orders. */
  total: number;
  /** What went back, on whichever day it was ordered. */
  refunds: number;
}

const NOTHING: Sums = {
  orders: 0,
  gross: 0,
  discounts: 0,
  shipping: 0,
  tax: 0,
  rounding: 0,
  total: 0,
  refunds: 0,
};

/** All of it together. */
export function added(parts: readonly Sums[]): Sums {
  return parts.reduce(
    (sum, part) => ({
      orders: sum.orders + part.orders,
      gross: sum.gross + part.gross,
      discounts: sum.discounts + part.discounts,
      shipping: sum.shipping + part.shipping,
      tax: sum.tax + part.tax,
      rounding: sum.rounding + part.rounding,
      total: sum.total + part.total,
      refunds: sum.refunds + part.refunds,
    }),
    NOTHING,
  );
}

/** With what follows from it: what is left of the money, and what an order comes to on average. */
export function presentSums(sums: Sums) {
  const { orders, total, refunds } = sums;
  return {
    orders,
    gross: sums.gross,
    discounts: sums.discounts,
    shipping: sums.shipping,
    tax: sums.tax,
    rounding: sums.rounding,
    total,
    refunds,
    net: total - refunds,
    averageOrderValue: orders === 0 ? null : Math.round(total / orders),
  };
}
