import { statement } from '../../../kernel/server/contract';
import type { Address } from '../domain/address';
import { isoTime } from './standing';

export type WriteCartParams = [
  cartId: number,
  keepSeconds: number,
  currency: string,
  email: string | null,
  deliveryType: string | null,
  storeId: number | null,
  latitude: number | null,
  longitude: number | null,
  shippingAddress: Address | null,
  shippingMethod: string | null,
  sourced: boolean,
  adjustments: string | null,
  origin: string | null,
  couponCodes: string[],
  removedLines: string[],
  ids: string[],
  variantIds: number[],
  storeIds: number[],
  quantities: number[],
  holdIds: string[],
  reservedUntil: (string | null)[],
  seenPrices: (number | null)[],
  toldPrices: (number | null)[],
];

/**
 * Writes a change of a cart, whose row the transaction has locked, and prolongs its life: what was
 * said about it, the lines that go, and those that are new or different, under their ids.
 */
export const writeCart = statement<WriteCartParams, { expires_at: string }>(
  'cart.write',
  `WITH removed AS (
     DELETE FROM cart_lines WHERE cart_id = $1 AND id = ANY($15::text[])
   ), written AS (
     INSERT INTO cart_lines AS line
            (id, cart_id, variant_id, store_id, quantity, hold_id, reserved_until, seen_price,
             told_price)
     SELECT id, $1, variant_id, store_id, quantity, hold_id, coalesce(reserved_until, now()),
            seen_price, told_price
       FROM unnest($16::text[], $17::int[], $18::int[], $19::int[], $20::text[],
                   $21::timestamptz[], $22::bigint[], $23::bigint[]) WITH ORDINALITY
            AS line (id, variant_id, store_id, quantity, hold_id, reserved_until, seen_price,
                     told_price, turn)
      ORDER BY turn
     ON CONFLICT (id) DO UPDATE
        SET cart_id = excluded.cart_id, store_id = excluded.store_id,
            quantity = excluded.quantity, hold_id = excluded.hold_id,
            reserved_until = excluded.reserved_until, seen_price = excluded.seen_price,
            told_price = excluded.told_price
   )
   UPDATE carts
      SET version = version + 1, updated_at = now(),
          expires_at = now() + make_interval(secs => $2), currency = $3, email = $4,
          delivery_type = $5, store_id = $6, latitude = $7, longitude = $8,
          shipping_address = $9, shipping_method = $10, sourced = $11, adjustments = $12::jsonb,
          origin = coalesce($13, origin), coupon_codes = $14
    WHERE id = $1
   RETURNING ${isoTime('expires_at')} AS expires_at`,
);
