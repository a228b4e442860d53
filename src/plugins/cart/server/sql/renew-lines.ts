import { statement } from '../../../kernel/server/contract';

/** Repeats on the lines how long their holds live now. */
export const renewLines = statement<
  [holdIds: string[], reservedUntil: Date[], cartId: number],
  never
>(
  'cart.renew_lines',
  `UPDATE cart_lines line
      SET reserved_until = renewed.reserved_until
     FROM unnest($1::text[], $2::timestamptz[]) AS renewed (hold_id, reserved_until)
    WHERE line.cart_id = $3 AND line.hold_id = renewed.hold_id`,
);
