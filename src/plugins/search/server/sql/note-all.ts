import { statement } from '../../../kernel/server/contract';

/** Notes every product that is published or that the index has: the index is then made anew. */
export const noteAll = statement<[], { noted: number }>(
  'search.note_all',
  `WITH noted AS (
     INSERT INTO search_changes (document_id, bulk)
     SELECT document_id, true FROM products WHERE published_at IS NOT NULL
      UNION
     SELECT document_id, true FROM search_documents
     RETURNING id)
   SELECT count(*) AS noted FROM noted`,
);
