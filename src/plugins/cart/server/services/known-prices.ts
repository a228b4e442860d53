import { Refusal, type Queryable } from '../../../kernel/server/contract';
import { tellCart } from '../sql/tell-cart';
import type { Checkout } from './checkout';

/** The total that an order comes to, and the one that the shopper sent along. */
export interface OrderTotal {
  total: number;
  expectedTotal?: number | undefined;
}

/** An order costs something else than its shopper knows. */
export class PriceChanged extends Refusal {
  constructor(
    readonly cart: Checkout,
    { total, expectedTotal }: OrderTotal,
  ) {
    super('PRICE_CHANGED', 'The price is not what it was. See whether you agree to it.', {
      ...(expectedTotal === undefined ? {} : { expectedTotal }),
      total,
      currency: cart.currency,
      lines: untoldLines(cart).map(({ itemId, sku, toldPrice, unitPrice }) => ({
        id: itemId,
        sku,
        previousUnitPrice: toldPrice,
        unitPrice,
      })),
    });
  }
}

/**
 * Sees to it that nobody is charged a price that they were not told: the total must be the expected
 * one where the shopper sent one, else each line must cost what they were shown last.
 *
 * @throws PriceChanged (409 PRICE_CHANGED) naming the lines with both prices; sent again, the order
 *   goes through, for the refusal has told them
 */
export function requireKnownPrices(cart: Checkout, totals: OrderTotal): void {
  const known =
    totals.expectedTotal === undefined
      ? untoldLines(cart).length === 0
      : totals.expectedTotal === totals.total;
  if (!known) throw new PriceChanged(cart, totals);
}

/** Notes that a refused order has told its shopper the prices. */
export async function notePricesTold(db: Queryable, { cart }: PriceChanged): Promise<void> {
  const lines = untoldLines(cart);
  if (lines.length === 0) return;
  await db.query(tellCart, [
    cart.cartId,
    lines.map(({ itemId }) => itemId),
    lines.map(({ unitPrice }) => unitPrice),
    false,
  ]);
}

function untoldLines({ lines }: Checkout): Checkout['lines'] {
  return lines.filter(({ toldPrice, unitPrice }) => toldPrice !== unitPrice);
}
