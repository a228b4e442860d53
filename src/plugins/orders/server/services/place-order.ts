import {
  allocateGoods,
  amountTooLarge,
  checkout,
  closeCheckout,
  pickupUnavailable,
  shippingUnavailable,
  type Address,
  type Checkout,
  type Claims,
  type Shopper,
} from '../../../cart/server/contract';
import {
  invalid,
  newDocumentId,
  newOrderNumber,
  publish,
  Refusal,
  type Transaction,
} from '../../../kernel/server/contract';
import {
  chooseShipping,
  priceLines,
  type DeliveryType,
  type ShippingOption,
} from '../../../pricing/server/contract';
import type { Order, PaymentMethod } from '../domain/order';
import { insertLines } from '../sql/insert-lines';
import { insertOrder, type InsertOrderParams } from '../sql/insert-order';
import { insertShipments } from '../sql/insert-shipments';
import { writeHistory, type Step } from './history';

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
  paymentMethod: PaymentMethod;
  notes?: string | undefined;
  /** What the shopper was shown, in minor units. */
  expectedTotal?: number | undefined;
}

/** Tries of a number before giving up: a clash of two is one in a hundred million million. */
const MOST_NUMBERS = 3;

/**
 * Turns the shopper's cart into an order: prices worked out anew, holds made the order's, the cart
 * closed, all in the caller's transaction and in eleven statements with the key's two, for any
 * number of lines.
 *
 * @throws Refusal CART_CLOSED, CART_EMPTY, NOT_FOR_SALE, CURRENCY_NOT_AVAILABLE, VALIDATION_FAILED,
 *   PICKUP_UNAVAILABLE, SHIPPING_UNAVAILABLE, PRICE_CHANGED, INSUFFICIENT_STOCK, AMOUNT_TOO_LARGE
 */
export async function placeOrder(
  tx: Transaction,
  claims: Claims,
  shopper: Shopper,
  request: OrderRequest,
): Promise<Order> {
  const cart = await checkout(tx, shopper, request);
  const buyer = buyerOf(cart, request);
  const shipping = shippingOf(cart, buyer.deliveryType, request.shippingMethod);
  const priced = priceLines(cart.lines, shipping.price);
  if (priced.kind === 'too_large') throw amountTooLarge();
  const { totals } = priced;
  if (request.expectedTotal !== undefined && request.expectedTotal !== totals.total) {
    throw new Refusal('PRICE_CHANGED', 'The total is not what it was any more.', {
      expectedTotal: request.expectedTotal,
      total: totals.total,
      currency: cart.currency,
    });
  }

  const documentId = newDocumentId();
  const lineIds = cart.lines.map(() => newDocumentId());
  await allocateGoods(tx, claims, cart.lines, documentId, lineIds);

  const steps = firstSteps(cart, request.paymentMethod);
  const status = steps.at(-1)?.to ?? 'pending';
  const store = storeOf(cart, buyer.deliveryType);
  const { id, number, placedAt } = await insertNumbered(tx, (candidate) => [
    documentId,
    candidate,
    status,
    request.paymentMethod,
    buyer.email,
    buyer.phone,
    cart.customerId,
    buyer.deliveryType,
    store?.id ?? null,
    shipping.method,
    buyer.shippingAddress,
    request.billingAddress ?? null,
    cart.currency,
    totals.subtotal,
    totals.discount,
    totals.shipping,
    totals.tax,
    totals.total,
    request.notes ?? null,
    cart.cartId,
  ]);
  const stores = [...new Map(cart.lines.map((line) => [line.store.id, line.store])).values()];
  const shipments = stores.map((from) => ({ documentId: newDocumentId(), from }));
  await tx.query(insertShipments, [
    id,
    shipments.map((shipment) => shipment.documentId),
    shipments.map(({ from }) => from.id),
  ]);
  await tx.query(insertLines, [
    id,
    lineIds,
    cart.lines.map((line) => line.variantId),
    cart.lines.map((line) => line.store.id),
    cart.lines.map((line) => line.sku),
    cart.lines.map((line) => line.name),
    cart.lines.map((line) => line.variantTitle),
    cart.lines.map((line) => line.productId),
    cart.lines.map((line) => line.quantity),
    cart.lines.map((line) => line.unitPrice),
    priced.lines.map((line) => line.subtotal),
    priced.lines.map((line) => line.discount),
    priced.lines.map((line) => line.tax),
    priced.lines.map((line) => line.total),
  ]);
  const actorId = shopper.customerId === null ? null : String(shopper.customerId);
  await writeHistory(tx, id, steps, { actorId, note: null });
  await publish(
    tx,
    steps.map(({ from, to }) => ({
      event: from === null ? 'order.placed' : `order.${to}`,
      subject: documentId,
      payload: { documentId, number, status: to, paymentStatus: 'pending', updatedAt: placedAt },
    })),
  );
  await closeCheckout(tx, cart.cartId);
  return {
    documentId,
    number,
    status,
    paymentStatus: 'pending',
    paymentMethod: request.paymentMethod,
    customerId: cart.customerId,
    email: buyer.email,
    phone: buyer.phone,
    deliveryType: buyer.deliveryType,
    storeId: store?.documentId ?? null,
    shippingMethod: shipping.method,
    shippingAddress: buyer.shippingAddress,
    billingAddress: request.billingAddress ?? null,
    currency: cart.currency,
    subtotal: totals.subtotal,
    discountTotal: totals.discount,
    shippingTotal: totals.shipping,
    taxTotal: totals.tax,
    total: totals.total,
    notes: request.notes ?? null,
    placedAt,
    lines: cart.lines.map((line, turn) => ({
      sku: line.sku,
      name: line.name,
      variantTitle: line.variantTitle,
      productId: line.productId,
      storeId: line.store.documentId,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      total: priced.lines[turn]?.total ?? 0,
    })),
    shipments: shipments.map((shipment) => ({
      documentId: shipment.documentId,
      storeId: shipment.from.documentId,
      status: 'pending',
      carrier: null,
      trackingNumber: null,
    })),
  };
}

/** Who buys and where it goes: what the request says, else what the cart knows. */
function buyerOf(cart: Checkout, request: OrderRequest) {
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

function shippingOf(
  cart: Checkout,
  deliveryType: DeliveryType,
  requested: string | undefined,
): ShippingOption {
  const fromCart = deliveryType === cart.deliveryType ? cart.shippingMethod : null;
  const method = requested ?? fromCart ?? undefined;
  const option = chooseShipping(cart.shippingOptions, deliveryType, method);
  if (option === undefined) {
    throw shippingUnavailable({ deliveryType, currency: cart.currency, shippingMethod: method });
  }
  return option;
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

/** The states that an order goes through at once. */
function firstSteps(cart: Checkout, method: PaymentMethod): Step[] {
  const placed: Step = { from: null, to: 'pending', actor: 'customer' };
  const confirmed: Step = { from: 'pending', to: 'confirmed', actor: 'system' };
  return method === 'cash_on_delivery' && cart.confirmCashOrders ? [placed, confirmed] : [placed];
}

async function insertNumbered(
  tx: Transaction,
  paramsFor: (number: string) => InsertOrderParams,
): Promise<{ id: number; number: string; placedAt: Date }> {
  for (let tries = 0; tries < MOST_NUMBERS; tries += 1) {
    const number = newOrderNumber();
    const [row] = await tx.query(insertOrder, paramsFor(number));
    if (row !== undefined) return { id: row.id, number, placedAt: row.placed_at };
  }
  throw new Error('No free order number was found');
}
