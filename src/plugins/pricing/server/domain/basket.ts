import type { Coupon } from './coupon';
import type { Place } from './place';
import type { TaxClass } from './tax';

export type DeliveryType = 'delivery' | 'pickup';

/** A line as it is priced: whole units at a price each, in minor units of the basket's currency. */
export interface BasketLine {
  quantity: number;
  unitPrice: number;
  /** Document id of the product. */
  productId: string;
  /** The product's categories and all above them. */
  categoryIds: readonly number[];
  collectionIds: readonly number[];
  storeId: number;
  /** Grams of one unit. */
  weight: number;
  taxClass: TaxClass;
}

/** All that a price depends on beside the shop's rules. */
export interface Basket {
  currency: string;
  lines: readonly BasketLine[];
  /** Null where nothing was said: delivery is counted. */
  deliveryType: DeliveryType | null;
  /** Code of the way of shipping that was chosen, null for the first that serves. */
  shippingMethod: string | null;
  /** Where the goods go; null where that is not known: the shop's own country is counted. */
  place: Place | null;
  /** In the order in which they were given. */
  coupons: readonly Coupon[];
  /** The database's clock. */
  now: Date;
}
