import { divideAmount, portionOf } from '../../../kernel/server/contract';
import type { DiscountLine, LineTotals, Totals } from './priced';
import { roundingOf } from './rounding';
import { sum } from './sum';
import type { TaxLine } from './tax';

/** An order as it was priced when it was placed. */
export interface ScalableOrder {
  /** With the quantities that they were priced for. */
  lines: readonly (Pick<LineTotals, 'subtotal' | 'discount' | 'tax'> & {
    quantity: number;
    unitPrice: number;
  })[];
  shipping: number;
  tax: number;
  taxIncluded: boolean;
  /** Minor units that its total is a multiple of. */
  roundTotalTo: number;
  discountLines: readonly DiscountLine[];
  taxLines: readonly TaxLine[];
}

export interface ScaledOrder {
  /** In the order of the lines; those without units come to nothing. */
  lines: LineTotals[];
  totals: Totals;
  discountLines: DiscountLine[];
  taxLines: TaxLine[];
}

/**
 * Works out what an order comes to with fewer units, on the terms that it was placed with: each line
 * keeps its share of discount and tax, the shipping stays, the total is rounded as it was. Coupons and
 * taxes are not looked at anew, so a unit that is given back is worth what was asked for it.
 *
 * @param quantities units that are left, in the order of the lines; at most those of the lines
 */
export function scaleOrder(order: ScalableOrder, quantities: readonly number[]): ScaledOrder {
  const shippingTax = order.tax - sum(order.lines.map(({ tax }) => tax));
  const lines = order.lines.map((line, turn): LineTotals => {
    const quantity = quantities[turn] ?? line.quantity;
    const subtotal = quantity * line.unitPrice;
    const discount = portionOf(line.discount, quantity, line.quantity);
    const tax = portionOf(line.tax, quantity, line.quantity);
    return {
      subtotal,
      discount,
      tax,
      total: subtotal - discount + (order.taxIncluded ? 0 : tax),
    };
  });
  const discount = sum(lines.map((line) => line.discount));
  const tax = sum(lines.map((line) => line.tax)) + shippingTax;
  const taxed = (parts: readonly Pick<LineTotals, 'subtotal' | 'discount'>[], within: number) =>
    sum(parts.map((part) => part.subtotal - part.discount)) + order.shipping - within;
  const before = taxed(order.lines, order.taxIncluded ? order.tax : 0);
  const after = taxed(lines, order.taxIncluded ? tax : 0);
  const unrounded =
    sum(lines.map((line) => line.total)) + order.shipping + (order.taxIncluded ? 0 : shippingTax);
  const rounding = roundingOf(unrounded, order.roundTotalTo);
  return {
    lines,
    totals: {
      subtotal: sum(lines.map((line) => line.subtotal)),
      discount,
      shipping: order.shipping,
      tax,
      rounding,
      total: unrounded + rounding,
    },
    discountLines: shared(
      order.discountLines.filter(({ appliesTo }) => appliesTo === 'goods'),
      discount,
    ).concat(order.discountLines.filter(({ appliesTo }) => appliesTo === 'shipping')),
    taxLines: shared(order.taxLines, tax).map((line) => ({
      ...line,
      base: before === 0 ? 0 : portionOf(line.base, after, before),
    })),
  };
}

/** The lines that explain an amount, for another amount in the same proportions. */
function shared<Line extends { amount: number }>(lines: readonly Line[], amount: number): Line[] {
  const shares = divideAmount(
    amount,
    lines.map((line) => line.amount),
  );
  return lines.map((line, turn) => ({ ...line, amount: shares[turn] ?? 0 }));
}
