import { statement } from '../../../kernel/server/contract';
import { callersCart, standing, standingColumns, type StandingRow } from './standing';

/** Reads the caller's cart as it stands. */
export const findCart = statement<
  [customerId: number | null, publicId: string | null],
  StandingRow
>('cart.find', `${callersCart('')} SELECT ${standingColumns} ${standing} LIMIT 1`);
