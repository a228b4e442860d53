import { statement } from '../../../kernel/server/contract';

/** The store that has a code. */
export const findStoreByCode = statement<[code: string], { id: number }>(
  'inventory.find_store_by_code',
  `SELECT id FROM stores WHERE code = $1`,
);
