import { statement } from '../../../kernel/server/contract';
import type { Address } from '../../../cart/server/contract';

/** Writes an order's addresses; one that is NULL stays as it is. */
export const writeAddresses = statement<
  [orderRow: number, shippingAddress: Address | null, billingAddress: Address | null],
  never
>(
  'orders.write_addresses',
  `UPDATE orders
      SET shipping_address = coalesce($2::jsonb, shipping_address),
          billing_address = coalesce($3::jsonb, billing_address)
    WHERE id = $1`,
);
