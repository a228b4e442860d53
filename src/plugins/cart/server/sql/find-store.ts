import { statement } from '../../../kernel/server/contract';
import { sourceColumns, type SourceRow } from '../../../inventory/server/contract';

/** An open store by its document id. */
export const findStore = statement<[documentId: string], SourceRow>(
  'cart.find_store',
  `SELECT ${sourceColumns} FROM stores store WHERE store.document_id = $1 AND store.active`,
);
