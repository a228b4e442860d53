import { statement } from '../../../kernel/server/contract';

/** Puts lines of one cart into another. */
export const moveLines = statement<[toCartId: number, ids: string[]], never>(
  'cart.move_lines',
  `UPDATE cart_lines SET cart_id = $1 WHERE id = ANY($2::text[])`,
);
