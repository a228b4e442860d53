import type { Transaction } from '../../../kernel/server/contract';
import { allocateHolds } from '../../../inventory/server/contract';
import type {
  Buyer,
  DeliveryType,
  Place,
  PriceBook,
  Quote,
} from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import { closeCart } from '../sql/close-cart';
import type { Shopper } from '../domain/shopper';
import type { CartRow, LineRow, ShopRow } from '../sql/standing';
import { HeldNoLonger, type Claims } from './claims';
import { GoodsAstray, type OrderWish } from './gather-goods';
import { lockCartOf } from './open-cart';
import { destination, goodsOf, placeOfStore, priced, type Goods } from './price-cart';
import {
  cartClosed,
  cartEmpty,
  currencyNotAvailable,
  insufficientStock,
  notForSale,
} from './refusals';

/** A line as it is bought, at the price of this moment. */
export interface CheckoutLine {
  variantId: number;
  sku: string;
  name: string;
  variantTitle: string;
  productId: string;
  /** Where it comes from; `id` is the numeric one. */
  store: { id: number; documentId: string; pickup: boolean; delivery: boolean; place: Place };
  quantity: number;
  unitPrice: number;
  /** The unit price that the shopper was shown last. */
  toldPrice: number | null;
  /** Of the cart's line. */
  itemId: string;
  /** Whether it may come from another store as well. */
  movable: boolean;
  holdId: string;
  goods: Goods;
}

/** A locked cart as an order needs it. */
export interface Checkout {
  cartId: number;
  customerId: number | null;
  currency: string;
  /** What was said in the cart, else the customer's own. */
  email: string | null;
  customerEmail: string | null;
  deliveryType: DeliveryType | null;
  storeId: string | null;
  shippingAddress: Address | null;
  shippingMethod: string | null;
  couponCodes: string[];
  pricingVersion: number;
  confirmCashOrders: boolean;
  /** At least one. */
  lines: CheckoutLine[];
}

/**
 * Locks the shopper's cart and reads it for an order. Run it in {@link withGoodsTogether}.
 *
 * @throws Refusal CART_CLOSED where it has become an order, CART_EMPTY, NOT_FOR_SALE,
 *   CURRENCY_NOT_AVAILABLE; GoodsAstray
 */
export async function checkout(
  tx: Transaction,
  shopper: Shopper,
  wish: OrderWish,
): Promise<Checkout> {
  const { cart, shop, lines } = await lockCartOf(tx, shopper);
  if (cart?.status === 'closed') throw cartClosed();
  if (cart === null || lines.length === 0) {
    throw cartEmpty();
  }
  const movable = requireTogether(cart, shop, lines, wish);
  return {
    cartId: cart.id,
    customerId: shopper.customerId,
    currency: cart.currency,
    email: cart.email ?? cart.customer_email,
    customerEmail: cart.customer_email,
    deliveryType: cart.delivery_type,
    storeId: cart.store?.store_document_id ?? null,
    shippingAddress: cart.shipping_address,
    shippingMethod: cart.shipping_method,
    couponCodes: cart.coupon_codes,
    pricingVersion: shop.pricing_version,
    confirmCashOrders: shop.confirm_cash_orders,
    lines: lines.map((line) => ({ ...checkoutLine(line, cart.currency), movable })),
  };
}

/**
 * The goods of an order come from the store asked for; those picked up, from the store chosen; and
 * where the shop wants as few stores as can be, all of them have been looked for together.
 *
 * @returns whether they may come from anywhere
 * @throws GoodsAstray where that is not so yet
 */
function requireTogether(
  { store, delivery_type: saidBefore, sourced }: CartRow,
  { sourcing }: ShopRow,
  lines: readonly LineRow[],
  { storeId, deliveryType }: OrderWish,
): boolean {
  const pickup = (deliveryType ?? saidBefore) === 'pickup';
  const wanted = storeId ?? (pickup ? store?.store_document_id : undefined);
  if (wanted !== undefined && lines.some((line) => line.store_document_id !== wanted)) {
    throw new GoodsAstray({ storeId: wanted, deliveryType });
  }
  const anywhere = wanted === undefined && !pickup && store === null;
  const several = lines.some((line) => line.store_id !== lines[0]?.store_id);
  if (anywhere && several && sourcing === 'fewest_stores' && !sourced) {
    throw new GoodsAstray({ lookAround: 'fewer_stores' });
  }
  return anywhere;
}

function checkoutLine(line: LineRow, currency: string): Omit<CheckoutLine, 'movable'> {
  if (!line.for_sale) throw notForSale(line.sku);
  if (line.unit_price === null) throw currencyNotAvailable(currency, line.sku);
  return {
    variantId: line.variant_id,
    sku: line.sku,
    name: line.name,
    variantTitle: line.variant_title,
    productId: line.product_document_id,
    store: {
      id: line.store_id,
      documentId: line.store_document_id,
      pickup: line.store_pickup,
      delivery: line.store_delivery,
      place: placeOfStore(line),
    },
    quantity: line.quantity,
    unitPrice: line.unit_price,
    toldPrice: line.told_price,
    itemId: line.id,
    holdId: line.hold_id,
    goods: goodsOf(line),
  };
}

/** Who buys, and where the goods go. */
export interface CheckoutTerms {
  email: string;
  deliveryType: DeliveryType;
  shippingAddress: Address | null;
  /** Null for the first way that serves. */
  shippingMethod: string | null;
}

/** Whose uses of coupons an order counts as. */
export function buyerOfCheckout(
  checkout: Checkout,
  { email }: Pick<CheckoutTerms, 'email'>,
): Buyer {
  return { customerId: checkout.customerId, emails: [email, checkout.customerEmail] };
}

/**
 * What a checkout costs.
 *
 * @throws Refusal AMOUNT_TOO_LARGE for a sum beyond what can be counted exactly
 */
export function priceCheckout(
  prices: PriceBook,
  tx: Transaction,
  checkout: Checkout,
  { email, deliveryType, shippingAddress, shippingMethod }: CheckoutTerms,
): Promise<Quote> {
  const store = checkout.lines[0]?.store.place ?? null;
  return priced(prices, tx, {
    version: checkout.pricingVersion,
    currency: checkout.currency,
    lines: checkout.lines.map(({ goods }) => goods),
    deliveryType,
    shippingMethod,
    place: destination(deliveryType, shippingAddress, store),
    codes: checkout.couponCodes,
    buyer: buyerOfCheckout(checkout, { email }),
  });
}

/**
 * Makes the holds of a checkout an order's. A hold that has expired is claimed anew where that can
 * be.
 *
 * @param orderId document id of the order
 * @param lineIds document ids of the order's lines, in the order of the checkout's
 * @throws Refusal INSUFFICIENT_STOCK where the goods of an expired hold are gone
 */
export async function allocateGoods(
  tx: Transaction,
  claims: Claims,
  lines: readonly CheckoutLine[],
  orderId: string,
  lineIds: readonly string[],
): Promise<void> {
  const wanted = lines.map((line, turn) => ({
    line,
    holdId: line.holdId,
    orderLineId: lineIds[turn] ?? '',
  }));
  const first = await allocateHolds(tx, wanted, orderId);
  if (first.kind === 'allocated') return;
  const lost = wanted.filter(({ holdId }) => first.holdIds.includes(holdId));
  const claimed = await Promise.all(
    lost.map(({ line: { variantId, store, quantity } }) =>
      claims.take({ variantId, storeId: store.id, quantity }),
    ),
  );
  const again = lost.map(({ line, orderLineId }, turn) => {
    const claim = claimed[turn];
    if (claim?.kind !== 'claimed') {
      const refusal = insufficientStock(line.sku, line.quantity, claim?.available ?? 0);
      throw line.movable ? new GoodsAstray({ lookAround: 'lost_hold' }, refusal) : refusal;
    }
    return { holdId: claim.holdId, orderLineId };
  });
  claims.use(again.map(({ holdId }) => holdId));
  const second = await allocateHolds(tx, again, orderId);
  if (second.kind === 'lost') throw new HeldNoLonger();
}

/** Closes the cart that has become an order. */
export async function closeCheckout(tx: Transaction, cartId: number): Promise<void> {
  const [closed] = await tx.query(closeCart, [cartId]);
  if (closed === undefined) throw cartClosed();
}
