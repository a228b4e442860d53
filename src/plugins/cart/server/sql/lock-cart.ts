import { statement } from '../../../kernel/server/contract';
import { callersCart, type CartRow } from './cart-row';

/** Locks the caller's cart for this transaction: changes of one cart, and its order, go one by one. */
export const lockCart = statement<[customerId: number | null, publicId: string | null], CartRow>(
  'cart.lock',
  `${callersCart} FOR UPDATE OF cart`,
);
