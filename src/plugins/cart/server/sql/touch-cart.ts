import { statement } from '../../../kernel/server/contract';

/** Notes that a cart was changed, which prolongs its life. */
export const touchCart = statement<[cartId: number, keepSeconds: number], { expires_at: Date }>(
  'cart.touch',
  `UPDATE carts
      SET updated_at = now(), expires_at = now() + make_interval(secs => $2)
    WHERE id = $1
   RETURNING expires_at`,
);
