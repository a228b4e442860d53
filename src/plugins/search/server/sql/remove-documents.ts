import { statement } from '../../../kernel/server/contract';

/** Takes products out of the index that are not published any longer. */
export const removeDocuments = statement<[documentIds: readonly string[]], { removed: number }>(
  'search.remove_documents',
  `WITH removed AS (
     DELETE FROM search_documents document
      WHERE document_id = ANY ($1::text[])
        AND NOT EXISTS (SELECT FROM products
                         WHERE products.document_id = document.document_id
                           AND published_at IS NOT NULL)
     RETURNING id, terms, impacts, words, codes
   ), told AS (
     INSERT INTO search_writes (removed, terms)
     SELECT array_agg(id), ARRAY(SELECT DISTINCT unnest(terms) FROM removed)
       FROM removed HAVING count(*) > 0
   ), postings AS (
     DELETE FROM search_postings posting
      USING removed, unnest(removed.terms, removed.impacts) AS old (term, impact)
      WHERE posting.term = old.term AND posting.impact = old.impact AND posting.document = removed.id
   ), words AS (
     UPDATE search_words known SET documents = known.documents - lost.documents
       FROM (SELECT unnest(words) AS word, count(*) AS documents FROM removed GROUP BY 1) lost
      WHERE known.word = lost.word
   ), codes AS (
     DELETE FROM search_codes known USING removed
      WHERE known.code = ANY (removed.codes) AND known.document = removed.id
   )
   SELECT count(*) AS removed FROM removed`,
);
