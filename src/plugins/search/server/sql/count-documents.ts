import { statement } from '../../../kernel/server/contract';

/** Notes how many products there are, and tells how many there were when the catalogue was measured. */
export const countDocuments = statement<[], { documents: number; measured: number }>(
  'search.count_documents',
  `UPDATE search_statistics
      SET documents = (SELECT count(*) FROM products WHERE published_at IS NOT NULL)
   RETURNING documents, measured`,
);
