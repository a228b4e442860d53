export type DeliveryType = 'delivery' | 'pickup';

export type ShippingMethod = 'flat_rate' | 'pickup';

/** A way in which goods come to the shopper, with its price in minor units. */
export interface ShippingOption {
  method: ShippingMethod;
  name: string;
  deliveryType: DeliveryType;
  price: number;
}

/**
 * The ways in which a cart can be shipped: one flat rate for delivery, and pickup for nothing.
 *
 * @param flatRate the shop's rate in the cart's currency; null where the shop has none in it, for an
 *   amount is never converted
 */
export function shippingOptions(flatRate: number | null): ShippingOption[] {
  const pickup: ShippingOption = {
    method: 'pickup',
    name: 'Pick up at the store',
    deliveryType: 'pickup',
    price: 0,
  };
  if (flatRate === null) return [pickup];
  return [
    { method: 'flat_rate', name: 'Delivery', deliveryType: 'delivery', price: flatRate },
    pickup,
  ];
}

/**
 * The option that serves a delivery type, by the method named or the first that fits.
 *
 * @returns undefined where nothing fits
 */
export function chooseShipping(
  options: readonly ShippingOption[],
  deliveryType: DeliveryType,
  method?: string,
): ShippingOption | undefined {
  return options.find(
    (option) =>
      option.deliveryType === deliveryType && (method === undefined || option.method === method),
  );
}
