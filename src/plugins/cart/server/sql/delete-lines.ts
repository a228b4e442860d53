import { statement } from '../../../kernel/server/contract';

/** Takes lines out of a cart. */
export const deleteLines = statement<[cartId: number, ids: string[]], never>(
  'cart.delete_lines',
  `DELETE FROM cart_lines WHERE cart_id = $1 AND id = ANY($2::text[])`,
);
