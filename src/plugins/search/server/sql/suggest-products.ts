import { statement } from '../../../kernel/server/contract';

/**
 * Products for what somebody is typing: a SKU or barcode that begins so, then those that are most
 * about the words as they were completed.
 *
 * @param stems of all words but the last, which a product must have
 * @param completed completions of the last word, the likeliest first
 * @param language the text search configuration by which they have stems
 */
export const suggestProducts = statement<
  [
    code: string,
    stems: readonly string[],
    completed: readonly string[],
    limit: number,
    language: string,
  ],
  { document_id: string }
>(
  'search.suggest_products',
  `SELECT document_id
     FROM ((SELECT document.document_id, 0 AS turn, 0 AS impact
              FROM search_codes known JOIN search_documents document ON document.id = known.document
             WHERE length($1) >= 3 AND known.code >= $1 AND known.code < $1 || U&'\\+10FFFF'
             ORDER BY known.code LIMIT $4)
           UNION ALL
           (SELECT best.document_id, best.turn::int, best.impact
              FROM (SELECT term, row_number() OVER (ORDER BY turn) AS turn
                      FROM unnest($3::text[]) WITH ORDINALITY AS given (word, turn),
                           unnest(tsvector_to_array(to_tsvector($5::regconfig, word))) AS term) likely
             CROSS JOIN LATERAL (
                     SELECT document.document_id, likely.turn, posting.impact
                       FROM search_postings posting
                       JOIN search_documents document ON document.id = posting.document
                      WHERE posting.term = likely.term AND document.terms @> $2::text[]
                      ORDER BY posting.impact DESC
                      LIMIT $4) best)) found
    GROUP BY document_id
    ORDER BY min(turn), max(impact) DESC, document_id
    LIMIT $4`,
);
