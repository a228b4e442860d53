import { statement } from '../../../kernel/server/contract';
import { callersCart, standing, standingColumns, type StandingRow } from './standing';

/** Locks the caller's cart for this transaction: changes of one cart, and its order, go one by one. */
export const lockCart = statement<
  [customerId: number | null, publicId: string | null],
  StandingRow
>(
  'cart.lock',
  `${callersCart('FOR UPDATE OF cart')} SELECT ${standingColumns} ${standing} LIMIT 1`,
);
