import { statement } from '../../../kernel/server/contract';
import type { Address } from '../domain/address';

/** Writes what the totals need before the order. */
export const updateCart = statement<
  [
    cartId: number,
    currency: string,
    email: string | null,
    deliveryType: string | null,
    storeId: number | null,
    latitude: number | null,
    longitude: number | null,
    shippingAddress: Address | null,
    shippingMethod: string | null,
  ],
  never
>(
  'cart.update',
  `UPDATE carts
      SET currency = $2, email = $3, delivery_type = $4, store_id = $5, latitude = $6,
          longitude = $7, shipping_address = $8, shipping_method = $9
    WHERE id = $1`,
);
