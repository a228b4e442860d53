import type { Transaction } from '../../../kernel/server/contract';
import { chooseShipping, type DeliveryType } from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import { findStore, type StoreRow } from '../sql/find-store';
import { readLines } from '../sql/read-lines';
import { updateCart } from '../sql/update-cart';
import type { CartChange, Freed } from './change-cart';
import { moveGoods } from './move-goods';
import { requireCurrency } from './open-cart';
import { optionsOf } from './present-cart';
import {
  currencyNotAvailable,
  pickupUnavailable,
  shippingUnavailable,
  storeNotFound,
} from './refusals';

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
}

/**
 * Writes what the shopper says about a cart. A store brings the goods together there.
 *
 * @throws Refusal CURRENCY_NOT_AVAILABLE, STORE_NOT_FOUND, PICKUP_UNAVAILABLE, SHIPPING_UNAVAILABLE,
 *   INSUFFICIENT_STOCK
 */
export async function describeCart(change: CartChange, said: Description): Promise<Freed> {
  const { tx, cart } = change;
  const currency = said.currency ?? cart.currency;
  const deliveryType = said.deliveryType ?? cart.delivery_type;
  const storeId = said.storeId === undefined ? cart.store_document_id : said.storeId;
  if (currency !== cart.currency) await requireCurrency(tx, currency);

  const store = storeId === null ? undefined : await storeFor(tx, storeId, deliveryType);
  const methodKept = said.deliveryType === undefined || said.deliveryType === cart.delivery_type;
  const shippingMethod = said.shippingMethod ?? (methodKept ? cart.shipping_method : null);
  if (shippingMethod !== null) {
    const options = optionsOf({ ...cart, currency });
    if (!chooseShipping(options, deliveryType ?? 'delivery', shippingMethod)) {
      throw shippingUnavailable({ shippingMethod, currency });
    }
  }
  await tx.query(updateCart, [
    cart.id,
    currency,
    said.email ?? cart.email,
    deliveryType,
    store?.id ?? null,
    said.latitude ?? cart.latitude,
    said.longitude ?? cart.longitude,
    said.shippingAddress ?? cart.shipping_address,
    shippingMethod,
  ]);
  if (currency !== cart.currency) {
    const unpriced = (await tx.query(readLines, [cart.id])).find(
      (line) => line.unit_price === null,
    );
    if (unpriced !== undefined) throw currencyNotAvailable(currency, unpriced.sku);
  }
  return store === undefined ? {} : moveGoods(change, store.id);
}

/**
 * The store that shall supply a cart.
 *
 * @throws Refusal STORE_NOT_FOUND, PICKUP_UNAVAILABLE or SHIPPING_UNAVAILABLE where it does not serve
 *   shoppers in that way
 */
export async function storeFor(
  tx: Transaction,
  storeId: string,
  deliveryType: DeliveryType | null,
): Promise<StoreRow> {
  const [store] = await tx.query(findStore, [storeId]);
  if (store === undefined) throw storeNotFound(storeId);
  if (deliveryType === 'pickup' && !store.pickup) throw pickupUnavailable(storeId);
  if (deliveryType === 'delivery' && !store.delivery) throw shippingUnavailable({ storeId });
  return store;
}
