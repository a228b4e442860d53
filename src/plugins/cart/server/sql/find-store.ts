import { statement } from '../../../kernel/server/contract';

export interface StoreRow {
  id: number;
  pickup: boolean;
  delivery: boolean;
}

/** An open store by its document id. */
export const findStore = statement<[documentId: string], StoreRow>(
  'cart.find_store',
  `SELECT id, pickup, delivery FROM stores WHERE document_id = $1 AND active`,
);
