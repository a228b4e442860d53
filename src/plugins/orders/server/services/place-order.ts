import {
  allocateGoods,
  checkout,
  buyerOfCheckout,
  closeCheckout,
  pickupUnavailable,
  priceCheckout,
  requireKnownPrices,
  shippingUnavailable,
  type Address,
  type Checkout,
  type CheckoutTerms,
  type Claims,
  type Shopper,
} from '../../../cart/server/contract';
import {
  invalid,
  newDocumentId,
  newOrderNumber,
  publish,
  type DomainEvent,
  type Refusal,
  type Transaction,
} from '../../../kernel/server/contract';
import {
  couponNotFound,
  couponRefused,
  redeemCoupons,
  type Coupon,
  type DeliveryType,
  type LineTotals,
  type PriceBook,
  type Quote,
} from '../../../pricing/server/contract';
import type { Order } from '../domain/order';
import { THE_SHOP, type Actor, type HistoryEntry } from '../domain/history';
import { lineSummary } from '../domain/line-summary';
import { INITIAL_STATUS, type OrderStatus } from '../domain/states';
import { historyRow } from '../sql/history-row';
import type { Sum } from './payment-methods';
import { insertOrder, type NewLine, type NewOrder } from '../sql/insert-order';

/** What a shopper says when ordering; what is left out is taken from the cart. */
export interface OrderRequest {
  email?: string | undefined;
  phone?: string | undefined;
  deliveryType?: DeliveryType | undefined;
  /** Document id of the store that shall supply all of it. */
  storeId?: string | undefined;
  shippingAddress?: Address | undefined;
  billingAddress?: Address | undefined;
  shippingMethod?: string | undefined;
  paymentMethod: string;
  notes?: string | undefined;
  /** What the shopper was shown, in minor units. */
  expectedTotal?: number | undefined;
}

/** What placing an order works with, beside its transaction. */
export interface OrderMeans {
  claims: Claims;
  prices: PriceBook;
  /** Throws where this sum cannot be paid as the shopper wants to. */
  requirePayable(sum: Sum): void;
}

/** Tries of a number before giving up: a clash of two is one in a hundred million million. */
const MOST_NUMBERS = 3;

/**
 * Turns the shopper's cart into an order: prices worked out anew, holds made the order's, the cart
 * closed, all in the caller's transaction, in as many statements for any
 * number of lines. Coupons are used last, for that locks them until the end.
 *
 * @throws Refusal CART_CLOSED, CART_EMPTY, NOT_FOR_SALE, CURRENCY_NOT_AVAILABLE, VALIDATION_FAILED,
 *   PICKUP_UNAVAILABLE, SHIPPING_UNAVAILABLE, PRICE_CHANGED, PAYMENT_METHOD_UNAVAILABLE, INSUFFICIENT_STOCK, AMOUNT_TOO_LARGE,
 *   and each fault of a coupon that takes nothing off any more
 */
export async function placeOrder(
  tx: Transaction,
  { claims, prices, requirePayable }: OrderMeans,
  shopper: Shopper,
  request: OrderRequest,
): Promise<Order> {
  const cart = await checkout(tx, shopper, request);
  const buyer = buyerOf(cart, request);
  const shippingMethod = shippingMethodOf(cart, buyer.deliveryType, request.shippingMethod);
  const priced = await priceCheckout(prices, tx, cart, { ...buyer, shippingMethod });
  const { totals, shipping } = priced;
  if (shipping === undefined) {
    const { deliveryType } = buyer;
    throw shippingUnavailable({ deliveryType, currency: cart.currency, shippingMethod });
  }
  const coupons = couponsOf(priced);
  requireKnownPrices(cart, { total: totals.total, expectedTotal: request.expectedTotal });
  requirePayable({ amount: totals.total, currency: cart.currency });

  const store = storeOf(cart, buyer.deliveryType);
  const free = totals.total === 0;
  const steps = firstSteps(cart, request.paymentMethod, free);
  const documentId = newDocumentId();
  const lines = cart.lines.map((line, turn): NewLine => ({
    documentId: newDocumentId(),
    sku: line.sku,
    name: line.name,
    variantTitle: line.variantTitle,
    productId: line.productId,
    storeId: line.store.documentId,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    ...partOf(priced.lines, turn),
    variantRow: line.variantId,
    storeRow: line.store.id,
    summary: lineSummary({ ...line, ...partOf(priced.lines, turn) }, cart.currency),
  }));
  await allocateGoods(
    tx,
    claims,
    cart.lines,
    documentId,
    lines.map((line) => line.documentId),
  );
  const order = await insertNumbered(tx, {
    documentId,
    status: steps.at(-1)?.to ?? INITIAL_STATUS,
    paymentStatus: free ? 'paid' : 'pending',
    paymentMethod: request.paymentMethod,
    customerId: cart.customerId,
    ...buyer,
    storeId: store?.documentId ?? null,
    shippingMethod: shipping.method,
    billingAddress: request.billingAddress ?? null,
    currency: cart.currency,
    subtotal: totals.subtotal,
    discountTotal: totals.discount,
    shippingTotal: totals.shipping,
    taxTotal: totals.tax,
    roundingTotal: totals.rounding,
    total: totals.total,
    roundTotalTo: priced.roundTotalTo,
    taxIncluded: priced.taxIncluded,
    couponCode: coupons[0]?.code ?? null,
    discountLines: priced.discountLines,
    taxLines: priced.taxLines,
    notes: request.notes ?? null,
    lines,
    shipments: shipmentsOf(lines),
    cartId: cart.cartId,
    storeRow: store?.id ?? null,
    history: steps.map(historyRow),
  });
  await publish(
    tx,
    steps.map(({ from, to }): DomainEvent => ({
      event: from === null || to === 'pending' ? 'order.placed' : `order.${to}`,
      subject: documentId,
      payload: {
        documentId,
        number: order.number,
        status: to,
        paymentStatus: order.paymentStatus,
        updatedAt: order.updatedAt.toISOString(),
      },
    })),
  );
  await closeCheckout(tx, cart.cartId);
  const redeemed = await redeemCoupons(tx, coupons, documentId, buyerOfCheckout(cart, buyer));
  if (redeemed.kind === 'refused') throw couponRefused(redeemed.coupon, redeemed.fault);
  return order;
}

/** Who buys and where it goes: what the request says, else what the cart knows. */
function buyerOf(
  cart: Checkout,
  request: OrderRequest,
): Omit<CheckoutTerms, 'shippingMethod'> & { phone: string | null } {
  const deliveryType = request.deliveryType ?? cart.deliveryType;
  const email = request.email ?? cart.email;
  const address = request.shippingAddress ?? cart.shippingAddress;
  if (deliveryType === null) throw missing('deliveryType');
  if (email === null) throw missing('email');
  if (deliveryType === 'delivery' && address === null) throw missing('shippingAddress');
  return {
    deliveryType,
    email,
    phone: request.phone ?? address?.phone ?? null,
    shippingAddress: deliveryType === 'delivery' ? address : null,
  };
}

function missing(field: string): Refusal {
  return invalid([{ path: [field], message: 'is needed for this order' }]);
}

function shippingMethodOf(
  cart: Checkout,
  deliveryType: DeliveryType,
  requested: string | undefined,
): string | null {
  return requested ?? (deliveryType === cart.deliveryType ? cart.shippingMethod : null);
}

/** The coupons that an order uses. One that takes nothing off refuses it: that was not promised. */
function couponsOf({ coupons, unknownCodes: [unknown] }: Quote): Coupon[] {
  if (unknown !== undefined) throw couponNotFound(unknown);
  return coupons.flatMap((outcome) => {
    if (outcome.kind === 'refused') {
      throw couponRefused(outcome.coupon, outcome.fault, outcome.subtotal);
    }
    return outcome.discount > 0 ? [outcome.coupon] : [];
  });
}

/**
 * The store that an order belongs to: the one where it is picked up, else the one that supplies all
 * of it, else none.
 */
function storeOf(cart: Checkout, deliveryType: DeliveryType) {
  const [first] = cart.lines;
  const one = cart.lines.every((line) => line.store.id === first?.store.id);
  const store = one ? first?.store : undefined;
  if (deliveryType === 'pickup' && !store?.pickup) {
    throw pickupUnavailable(store?.documentId ?? null);
  }
  const closed = cart.lines.find((line) => deliveryType === 'delivery' && !line.store.delivery);
  if (closed !== undefined) throw shippingUnavailable({ storeId: closed.store.documentId });
  return store;
}

/** The states that an order goes through at once; one of nothing is paid as it is. */
function firstSteps(cart: Checkout, method: string, free: boolean): HistoryEntry[] {
  const id = cart.customerId === null ? null : String(cart.customerId);
  const step = (from: OrderStatus | null, to: OrderStatus, by: Actor): HistoryEntry => ({
    kind: 'status',
    from,
    to,
    by,
    change: null,
    note: null,
    internal: false,
  });
  const placed = step(null, INITIAL_STATUS, { kind: 'customer', id, name: null });
  const trusted = method === 'cash_on_delivery' && cart.confirmCashOrders;
  if (!free && !trusted) return [placed];
  return [placed, step(INITIAL_STATUS, 'confirmed', THE_SHOP)];
}

function partOf(parts: readonly LineTotals[], turn: number): LineTotals {
  const part = parts[turn];
  if (part === undefined) throw new Error('A line has no price');
  return part;
}

/** One shipment for each store that supplies something. */
function shipmentsOf(lines: readonly NewLine[]): NewOrder['shipments'] {
  const stores = new Map(lines.map(({ storeId, storeRow }) => [storeRow, storeId]));
  return [...stores].map(([storeRow, storeId]) => ({
    documentId: newDocumentId(),
    storeId,
    storeRow,
    status: 'pending',
    carrier: null,
    trackingNumber: null,
  }));
}

async function insertNumbered(tx: Transaction, order: Omit<NewOrder, 'number'>): Promise<Order> {
  for (let tries = 0; tries < MOST_NUMBERS; tries += 1) {
    const numbered = { ...order, number: newOrderNumber() };
    const [row] = await tx.query(insertOrder, [numbered]);
    if (row === undefined) continue;
    return { ...numbered, placedAt: row.placed_at, updatedAt: row.placed_at };
  }
  throw new Error('No free order number was found');
}
