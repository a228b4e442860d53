import { statement } from '../../../kernel/server/contract';

/** One row where there is such a store. */
export const storeExists = statement<[documentId: string], { id: number }>(
  'stores.store_exists',
  `SELECT id FROM stores WHERE document_id = $1`,
);
