import { statement } from '../../../kernel/server/contract';

/** Reads what stores are called. */
export const storeNames = statement<[documentIds: string[]], { document_id: string; name: string }>(
  'notifications.store_names',
  `SELECT document_id, name FROM stores WHERE document_id = ANY($1::text[])`,
);
