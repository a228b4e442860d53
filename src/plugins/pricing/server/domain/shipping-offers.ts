import type { DeliveryType } from './basket';
import { closestOfEachName, type Area, type Place } from './place';

/** What a way of shipping costs, for baskets within bounds. Amounts are in its own currency. */
export interface ShippingRate {
  currency: string;
  price: number;
  /** Goods after discounts, from which it costs nothing; null where it always costs its price. */
  freeFrom: number | null;
  minimumAmount: number | null;
  /** The first amount for which it is not meant any more. */
  belowAmount: number | null;
  /** Grams. */
  minimumWeight: number | null;
  /** The first weight for which it is not meant any more. */
  belowWeight: number | null;
}

/** A way of shipping, as it is edited in the admin panel. */
export interface ShippingMethod {
  code: string;
  name: string;
  area: Area;
  /** The first one that fits a basket tells the price; where none does, it is not offered. */
  rates: readonly ShippingRate[];
}

/** A way in which goods come to the shopper, with its price in minor units. */
export interface ShippingOption {
  /** Its code; `pickup` for goods that the shopper fetches. */
  method: string;
  name: string;
  deliveryType: DeliveryType;
  price: number;
}

/** What a basket weighs and costs, as far as shipping needs to know. */
export interface Parcel {
  currency: string;
  /** Goods after discounts, in minor units. */
  amount: number;
  /** Grams. */
  weight: number;
}

const PICKUP: ShippingOption = {
  method: 'pickup',
  name: 'Pick up at the store',
  deliveryType: 'pickup',
  price: 0,
};

/**
 * The ways in which a basket can come to a place, with their price: of methods with the same code the
 * one whose zone fits most closely. Pickup is always among them, for nothing.
 *
 * @param methods in the order in which they are shown
 */
export function shippingOffers(
  methods: readonly ShippingMethod[],
  place: Place | null,
  parcel: Parcel,
): ShippingOption[] {
  const near = closestOfEachName(methods, place, ({ code }) => code);
  const delivered = near.flatMap(({ code, name, rates }): ShippingOption[] => {
    const rate = rates.find((one) => fits(one, parcel));
    if (rate === undefined) return [];
    const free = rate.freeFrom !== null && parcel.amount >= rate.freeFrom;
    return [{ method: code, name, deliveryType: 'delivery', price: free ? 0 : rate.price }];
  });
  return [...delivered, PICKUP];
}

function fits(rate: ShippingRate, { currency, amount, weight }: Parcel): boolean {
  return (
    rate.currency === currency &&
    within(amount, rate.minimumAmount, rate.belowAmount) &&
    within(weight, rate.minimumWeight, rate.belowWeight)
  );
}

function within(value: number, least: number | null, below: number | null): boolean {
  return (least === null || value >= least) && (below === null || value < below);
}

/**
 * The option that serves a delivery type, by the method named or the first that fits.
 *
 * @returns undefined where nothing fits
 */
export function chooseShipping(
  options: readonly ShippingOption[],
  deliveryType: DeliveryType,
  method: string | null,
): ShippingOption | undefined {
  return options.find(
    (option) =>
      option.deliveryType === deliveryType && (method === null || option.method === method),
  );
}
