import { statement } from '../../../kernel/server/contract';

/** Writes lines with their holds: new ones, and those that are there already under the same id. */
export const writeLines = statement<
  [
    cartId: number,
    ids: string[],
    variantIds: number[],
    storeIds: number[],
    quantities: number[],
    holdIds: string[],
    reservedUntil: Date[],
  ],
  never
>(
  'cart.write_lines',
  `INSERT INTO cart_lines (id, cart_id, variant_id, store_id, quantity, hold_id, reserved_until)
   SELECT id, $1, variant_id, store_id, quantity, hold_id, reserved_until
     FROM unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::text[], $7::timestamptz[])
          WITH ORDINALITY
          AS line (id, variant_id, store_id, quantity, hold_id, reserved_until, turn)
    ORDER BY turn
   ON CONFLICT (id) DO UPDATE
      SET store_id = excluded.store_id, quantity = excluded.quantity,
          hold_id = excluded.hold_id, reserved_until = excluded.reserved_until`,
);
