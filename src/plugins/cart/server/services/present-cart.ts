import { Refusal } from '../../../kernel/server/contract';
import {
  chooseShipping,
  priceLines,
  shippingOptions,
  type DeliveryType,
  type ShippingOption,
  type Totals,
} from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import type { Adjustment } from '../domain/adjustment';
import type { CartRow, LineRow, ShopRow } from '../sql/standing';

/** A cart as the contract shows it, but for its token, which is never stored. */
export interface CartView {
  currency: string;
  storeId: string | null;
  email: string | null;
  deliveryType: DeliveryType | null;
  shippingMethod: string | null;
  shippingAddress: Address | null;
  items: {
    id: string;
    sku: string;
    name: string;
    variantTitle: string;
    productId: string;
    storeId: string;
    quantity: number;
    unitPrice: number | null;
    /** What the shopper agreed to, where it is something else by now. */
    previousUnitPrice: number | null;
    total: number | null;
    reservedUntil: string | null;
    forSale: boolean;
  }[];
  coupon: null;
  totals: Totals;
  /** Whether any line costs something else than the shopper agreed to. */
  priceChanged: boolean;
  /** What could not be brought along when carts were joined or copied, told once. */
  adjustments: Adjustment[];
  expiresAt: string | null;
}

const NOTHING: Totals = { subtotal: 0, discount: 0, shipping: 0, tax: 0, total: 0 };

/** What who has no cart yet is shown. */
export function presentNoCart(currency: string): CartView {
  return {
    currency,
    storeId: null,
    email: null,
    deliveryType: null,
    shippingMethod: null,
    shippingAddress: null,
    items: [],
    coupon: null,
    totals: NOTHING,
    priceChanged: false,
    adjustments: [],
    expiresAt: null,
  };
}

/** The ways in which a cart can be shipped. The shop's rate is in its own currency alone. */
export function optionsOf(currency: string, shop: ShopRow): ShippingOption[] {
  return shippingOptions(currency === shop.currency ? shop.flat_shipping_rate : null);
}

/** A way of shipping as the contract shows it. */
export type OptionView = ShippingOption & { currency: string };

/** Shows the ways in which a cart can be shipped, with their price. */
export function presentOptions(currency: string, shop: ShopRow): OptionView[] {
  return optionsOf(currency, shop).map(({ method, name, deliveryType, price }) => ({
    method,
    name,
    deliveryType,
    price,
    currency,
  }));
}

/**
 * Shows a cart with what it would cost now. Until the shopper says otherwise, delivery is counted.
 *
 * @throws Refusal AMOUNT_TOO_LARGE for a sum beyond what can be counted exactly
 */
export function presentCart(cart: CartRow, shop: ShopRow, lines: readonly LineRow[]): CartView {
  const option = chooseShipping(optionsOf(cart.currency, shop), cart.delivery_type ?? 'delivery');
  const priced = priceLines(
    lines.map((line) => ({ quantity: line.quantity, unitPrice: line.unit_price ?? 0 })),
    lines.length === 0 ? 0 : (option?.price ?? 0),
  );
  if (priced.kind === 'too_large') throw amountTooLarge();
  return {
    currency: cart.currency,
    storeId: cart.store?.store_document_id ?? null,
    email: cart.email,
    deliveryType: cart.delivery_type,
    shippingMethod: cart.shipping_method,
    shippingAddress: cart.shipping_address,
    items: lines.map((line, turn) => ({
      id: line.id,
      sku: line.sku,
      name: line.name,
      variantTitle: line.variant_title,
      productId: line.product_document_id,
      storeId: line.store_document_id,
      quantity: line.quantity,
      unitPrice: line.unit_price,
      previousUnitPrice: hasNewPrice(line) ? line.seen_price : null,
      total: line.unit_price === null ? null : (priced.lines[turn]?.total ?? null),
      reservedUntil: line.reserved_until,
      forSale: line.for_sale,
    })),
    coupon: null,
    totals: priced.totals,
    priceChanged: lines.some(hasNewPrice),
    adjustments: cart.adjustments ?? [],
    expiresAt: cart.expires_at,
  };
}

function hasNewPrice({ seen_price: seen, unit_price: price }: LineRow): boolean {
  return seen !== null && seen !== price;
}

/** The refusal for a sum beyond what can be counted exactly. */
export function amountTooLarge(): Refusal {
  return new Refusal('AMOUNT_TOO_LARGE', 'The sum of the lines is larger than can be charged.');
}
