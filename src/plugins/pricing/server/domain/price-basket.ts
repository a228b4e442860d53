import type { Basket } from './basket';
import { describeCoupon } from './coupon';
import { discountGoods, discountShipping, type CouponOutcome } from './discount-goods';
import type { Place } from './place';
import type { DiscountLine, LineTotals, Priced } from './priced';
import { roundingOf } from './rounding';
import { chooseShipping, shippingOffers, type ShippingMethod } from './shipping-offers';
import { sum } from './sum';
import { taxesOn, type TaxClass, type TaxRate, type TaxSettings } from './tax';

/** What the shop lays down for every basket, as it is edited in the admin panel. */
export interface PricingRules extends TaxSettings {
  taxRates: readonly TaxRate[];
  /** In the order in which they are shown. */
  shippingMethods: readonly ShippingMethod[];
  shippingTaxClass: TaxClass;
  /** The shop's own. */
  currency: string;
  /** Minor units of the shop's own currency that totals in it are rounded to a multiple of; 1 for all. */
  roundTotalTo: number;
  /** Where a shopper is taken to be who has not said so; null for nowhere. */
  defaultCountry: string | null;
}

/**
 * Works out what a basket costs: coupons off the goods, the shipping of what is left, coupons off the
 * shipping, tax on it all, and the total rounded. docs/pricing.md says it in words.
 */
export function priceBasket(basket: Basket, rules: PricingRules): Priced {
  const subtotals = basket.lines.map(({ quantity, unitPrice }) => quantity * unitPrice);
  if (!Number.isSafeInteger(sum(subtotals))) return { kind: 'too_large' };

  const goods = discountGoods(basket);
  const place = basket.place ?? placeByDefault(rules);
  const shippingOptions = shippingOffers(rules.shippingMethods, place, {
    currency: basket.currency,
    amount: sum(goods.left),
    weight: sum(basket.lines.map(({ quantity, weight }) => quantity * weight)),
  });
  const { deliveryType, shippingMethod } = basket;
  const shipping = chooseShipping(shippingOptions, deliveryType ?? 'delivery', shippingMethod);
  const nothingToSend = basket.lines.length === 0 || shipping === undefined;
  const sent = discountShipping(goods.forShipping, nothingToSend ? 0 : shipping.price);

  const taxed = taxesOn(
    [
      ...basket.lines.map(({ taxClass }, turn) => ({ amount: goods.left[turn] ?? 0, taxClass })),
      { amount: sent.left, taxClass: rules.shippingTaxClass },
    ],
    rules.taxRates,
    place,
    rules,
  );
  const lines = subtotals.map((subtotal, turn): LineTotals => {
    const [left, tax] = [goods.left[turn] ?? 0, taxed.parts[turn] ?? 0];
    return {
      subtotal,
      discount: subtotal - left,
      tax,
      total: rules.pricesIncludeTax ? left : left + tax,
    };
  });
  const shippingTax = taxed.parts.at(-1) ?? 0;
  const shippingTotal = rules.pricesIncludeTax ? sent.left : sent.left + shippingTax;
  const unrounded = sum(lines.map((line) => line.total)) + shippingTotal;
  const roundTotalTo = basket.currency === rules.currency ? rules.roundTotalTo : 1;
  const rounding = roundingOf(unrounded, roundTotalTo);
  const total = unrounded + rounding;
  if (!Number.isSafeInteger(total)) return { kind: 'too_large' };
  return {
    kind: 'priced',
    lines,
    totals: {
      subtotal: sum(subtotals),
      discount: sum(lines.map(({ discount }) => discount)),
      shipping: sent.left,
      tax: sum(taxed.parts),
      rounding,
      total,
    },
    discountLines: [
      ...discountLines(goods.outcomes, 'goods'),
      ...discountLines(sent.outcomes, 'shipping'),
    ],
    taxLines: taxed.lines,
    taxIncluded: rules.pricesIncludeTax,
    roundTotalTo,
    shippingTax,
    shippingOptions,
    shipping,
    coupons: asGiven(basket, [...goods.outcomes, ...sent.outcomes]),
  };
}

function placeByDefault({ defaultCountry }: PricingRules): Place | null {
  if (defaultCountry === null) return null;
  return { country: defaultCountry, region: null, postalCode: null };
}

function discountLines(
  outcomes: readonly CouponOutcome[],
  appliesTo: DiscountLine['appliesTo'],
): DiscountLine[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.kind === 'refused' || outcome.discount === 0) return [];
    const { coupon, discount } = outcome;
    return [
      { code: coupon.code, description: describeCoupon(coupon), appliesTo, amount: discount },
    ];
  });
}

function asGiven({ coupons }: Basket, outcomes: readonly CouponOutcome[]): CouponOutcome[] {
  return coupons.flatMap((given) => outcomes.filter(({ coupon }) => coupon === given));
}
