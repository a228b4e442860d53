import { statement } from '../../../kernel/server/contract';
import { callersCart, type CartRow } from './cart-row';

/** Reads the caller's cart as it stands. */
export const findCart = statement<[customerId: number | null, publicId: string | null], CartRow>(
  'cart.find',
  callersCart,
);
