import { statement } from '../../../kernel/server/contract';

/** Documents of the words before the last that are looked at for what goes with them. */
const MOST_LOOKED_AT = 400;

/** The most frequent words that begin like this one. */
export const completeWord = statement<[prefix: string, limit: number], { word: string }>(
  'search.complete_word',
  `SELECT word FROM search_words
    WHERE word >= $1 AND word < $1 || U&'\\+10FFFF' AND documents > 0
    ORDER BY word = $1 DESC, documents DESC, word
    LIMIT $2`,
);

/**
 * The words that begin like the last one in the names of products that are most about the ones before.
 *
 * @param stems of the words before, all of which a product must have
 */
export const completeAfter = statement<
  [stems: readonly string[], prefix: string, limit: number],
  { word: string }
>(
  'search.complete_after',
  `SELECT word
     FROM (SELECT document.words
             FROM search_postings posting
             JOIN search_documents document ON document.id = posting.document
            WHERE posting.term = ($1::text[])[1] AND document.terms @> $1::text[]
            ORDER BY posting.impact DESC
            LIMIT ${MOST_LOOKED_AT}) best,
          unnest(best.words) AS word
    WHERE starts_with(word, $2)
    GROUP BY word
    ORDER BY word = $2 DESC, count(*) DESC, word
    LIMIT $3`,
);
