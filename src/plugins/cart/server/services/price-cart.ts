import type { Queryable } from '../../../kernel/server/contract';
import type {
  BasketToPrice,
  Buyer,
  DeliveryType,
  Place,
  PriceBook,
  Quote,
} from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import type { CartRow, LineRow, ShopRow } from '../sql/standing';
import { amountTooLarge } from './refusals';

/** A line as pricing sees it. */
export type Goods = BasketToPrice['lines'][number];

/** What a line's price depends on; one that has no price in the currency counts for nothing. */
export function goodsOf(line: LineRow): Goods {
  return {
    quantity: line.quantity,
    unitPrice: line.unit_price ?? 0,
    productId: line.product_document_id,
    storeId: line.store_id,
    weight: line.weight,
    taxClass: line.tax_class,
  };
}

/** Where a store stands. */
export function placeOfStore(store: {
  store_country: string;
  store_region: string | null;
  store_postal_code: string | null;
}): Place {
  return {
    country: store.store_country,
    region: store.store_region,
    postalCode: store.store_postal_code,
  };
}

/**
 * Where goods go, which taxes and shipping depend on: to the shopper's address, or to nowhere else
 * than the store where they are picked up.
 */
export function destination(
  deliveryType: DeliveryType | null,
  address: Address | null,
  store: Place | null,
): Place | null {
  if (deliveryType === 'pickup') return store;
  if (address === null) return null;
  const { country, region, postalCode } = address;
  return { country, region: region ?? null, postalCode: postalCode ?? null };
}

/**
 * What a cart costs now. Until the shopper says otherwise, delivery is counted.
 *
 * @throws Refusal AMOUNT_TOO_LARGE for a sum beyond what can be counted exactly
 */
export function priceCart(
  prices: PriceBook,
  database: Queryable,
  cart: CartRow,
  shop: ShopRow,
  lines: readonly LineRow[],
): Promise<Quote> {
  const [supplier = cart.store] = lines;
  const store = supplier === null ? null : placeOfStore(supplier);
  return priced(prices, database, {
    version: shop.pricing_version,
    currency: cart.currency,
    lines: lines.map(goodsOf),
    deliveryType: cart.delivery_type,
    shippingMethod: cart.shipping_method,
    place: destination(cart.delivery_type, cart.shipping_address, store),
    codes: cart.coupon_codes,
    buyer: buyerOf(cart),
  });
}

/** Whose uses of coupons count. */
export function buyerOf(cart: CartRow): Buyer {
  return { customerId: cart.customer_id, emails: [cart.email, cart.customer_email] };
}

/** What who has no cart yet would have: nothing, and the ways in which it can be shipped. */
export function priceNoCart(prices: PriceBook, database: Queryable, shop: ShopRow): Promise<Quote> {
  return priced(prices, database, {
    version: shop.pricing_version,
    currency: shop.currency,
    lines: [],
    deliveryType: null,
    shippingMethod: null,
    place: null,
    codes: [],
    buyer: { customerId: null, emails: [] },
  });
}

/** @throws Refusal AMOUNT_TOO_LARGE for a sum beyond what can be counted exactly */
export async function priced(
  prices: PriceBook,
  database: Queryable,
  basket: BasketToPrice,
): Promise<Quote> {
  const quote = await prices.price(database, basket);
  if (quote.kind === 'too_large') throw amountTooLarge();
  return quote;
}
