import type { Transaction } from '../../../kernel/server/contract';
import type { SourceRow } from '../../../inventory/server/contract';
import type { DeliveryType } from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import { findStore } from '../sql/find-store';
import { lockCart } from '../sql/lock-cart';
import { changeCart, type CartWork, type ChangedCart } from './change-cart';
import { openCartOf, requireCurrency, type OpenStanding } from './open-cart';
import { placeGoods, type LookAround } from './place-goods';
import { currencyFixed, pickupUnavailable, shippingUnavailable, storeNotFound } from './refusals';

/** What the totals need before the order; what is left out stays as it is. */
export interface Description {
  currency?: string | undefined;
  email?: string | undefined;
  deliveryType?: DeliveryType | undefined;
  /** Document id; null lets each line come from where it is. */
  storeId?: string | null | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
  shippingAddress?: Address | undefined;
  shippingMethod?: string | undefined;
  /** Why the best stores are to be looked for, where none is chosen. */
  lookAround?: LookAround | undefined;
}

/**
 * Writes what the shopper says about their cart. A store brings the goods together there; without one,
 * a new place brings them to the stores that are best for it.
 *
 * @throws Refusal CURRENCY_FIXED, CURRENCY_NOT_AVAILABLE, STORE_NOT_FOUND, PICKUP_UNAVAILABLE, SHIPPING_UNAVAILABLE,
 *   INSUFFICIENT_STOCK
 */
export async function describeCart(work: CartWork, said: Description): Promise<ChangedCart> {
  const { tx, shopper } = work;
  const read = () => tx.query(lockCart, [shopper.customerId, shopper.cartId]);
  const before = await openCartOf(tx, shopper, read, { currency: said.currency });
  const { cart, lines } = before;
  const currency = said.currency ?? cart.currency;
  const deliveryType = said.deliveryType ?? cart.delivery_type;
  if (currency !== cart.currency) {
    if (lines.length > 0) throw currencyFixed(cart.currency);
    await requireCurrency(tx, currency);
  }
  const store = await storeFor(tx, before, said, deliveryType);
  const methodKept = said.deliveryType === undefined || said.deliveryType === cart.delivery_type;
  const shippingMethod = said.shippingMethod ?? (methodKept ? cart.shipping_method : null);
  const latitude = said.latitude ?? cart.latitude;
  const longitude = said.longitude ?? cart.longitude;
  const newPlace =
    (said.latitude !== undefined || said.storeId === null) &&
    deliveryType !== 'pickup' &&
    latitude !== null;
  const placed = await placeGoods(work, before, {
    store,
    latitude,
    longitude,
    lookAround: said.lookAround ?? (newPlace ? 'new_place' : undefined),
  });
  const changed = await changeCart(work, before, {
    ...placed,
    cart: {
      ...cart,
      currency,
      email: said.email ?? cart.email,
      delivery_type: deliveryType,
      store,
      latitude,
      longitude,
      shipping_address: said.shippingAddress ?? cart.shipping_address,
      shipping_method: shippingMethod,
    },
  });
  if (shippingMethod !== null && changed.quote.shipping === undefined) {
    throw shippingUnavailable({ shippingMethod, currency });
  }
  return changed;
}

/**
 * The store that shall supply the cart: the one named, else the one chosen before.
 *
 * @throws Refusal STORE_NOT_FOUND, PICKUP_UNAVAILABLE or SHIPPING_UNAVAILABLE where it does not serve
 *   shoppers in that way
 */
async function storeFor(
  tx: Transaction,
  { cart }: OpenStanding,
  { storeId }: Description,
  deliveryType: DeliveryType | null,
): Promise<SourceRow | null> {
  if (storeId === null) return null;
  const [named] = storeId === undefined ? [cart.store] : await tx.query(findStore, [storeId]);
  if (named === undefined) throw storeNotFound(storeId ?? '');
  if (named === null) return null;
  const { store_document_id: documentId } = named;
  if (deliveryType === 'pickup' && !named.store_pickup) throw pickupUnavailable(documentId);
  if (deliveryType === 'delivery' && !named.store_delivery) {
    throw shippingUnavailable({ storeId: documentId });
  }
  return named;
}
