/** A line as it is priced: whole units at a price each, in minor units of the cart's currency. */
export interface PricedLine {
  quantity: number;
  unitPrice: number;
}

/** What a line comes to, in minor units; `total` is `subtotal − discount + tax`. */
export interface LineTotals {
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
}

/** What a cart or an order comes to; `total` is `subtotal − discount + shipping + tax`. */
export interface Totals {
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
}

export type Priced =
  | { kind: 'priced'; lines: LineTotals[]; totals: Totals }
  /** The sum is beyond what can be counted exactly (2^53). */
  | { kind: 'too_large' };

/**
 * Works out what lines and their shipping come to. Prices are taken as they stand: there is neither
 * a discount nor a tax on top of them.
 *
 * @param lines quantities from 1 and unit prices from 0
 * @param shipping minor units
 */
export function priceLines(lines: readonly PricedLine[], shipping: number): Priced {
  const priced = lines.map(({ quantity, unitPrice }) => {
    const subtotal = quantity * unitPrice;
    return { subtotal, discount: 0, tax: 0, total: subtotal };
  });
  const sum = (part: keyof LineTotals) => priced.reduce((all, line) => all + line[part], 0);
  const [subtotal, discount, tax] = [sum('subtotal'), sum('discount'), sum('tax')];
  const total = subtotal - discount + shipping + tax;
  if (!Number.isSafeInteger(total) || !Number.isSafeInteger(subtotal)) return { kind: 'too_large' };
  return { kind: 'priced', lines: priced, totals: { subtotal, discount, shipping, tax, total } };
}
