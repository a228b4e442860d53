import { statement } from '../../../kernel/server/contract';
import type { ReadWord } from '../domain/terms';

/** What the index knows of what a request names. */
export interface Named {
  /** Of the query's words. */
  words: ReadWord[];
  store_known: boolean;
  /** How many products there are, as of the last count. */
  documents: number;
  /** Documents with the query's code. */
  coded: number[];
  /** Of each filter the key of its facets, and those that it wants. */
  filters: { key: string; facets: number[] }[];
  /** Of each boost the facet and the document that it is for, in the boosts' order. */
  boosts: { facet: number | null; document: number | null }[];
}

const stemsOf = (word: string) => `
  ARRAY(SELECT DISTINCT unnest(tsvector_to_array(to_tsvector(language::regconfig, ${word})))
          FROM unnest($2::text[]) AS language)`;

/**
 * The words with their stems, and with those that may be meant where nothing has them.
 *
 * A prefix is a range, for which an index is used whatever the plan; the `C` collation orders by
 * bytes, and nothing comes behind the last character that there is.
 */
const words = `
   SELECT given.word, given.stems, given.known,
          CASE WHEN given.known OR given.word <> ALL ($3::text[]) OR length(given.word) < 3 THEN '[]' ELSE (
            SELECT coalesce(json_agg(json_build_object('word', word, 'documents', documents,
                                                       'stems', ${stemsOf('word')})), '[]')
              FROM (SELECT word, documents FROM search_words
                     WHERE word >= given.word AND word < given.word || U&'\\+10FFFF' AND documents > 0
                     ORDER BY documents DESC, word LIMIT 8) longer) END AS longer,
          CASE WHEN given.known OR given.word <> ALL ($3::text[]) OR length(given.word) < 3 THEN '[]' ELSE (
            SELECT coalesce(json_agg(json_build_object('word', word, 'documents', documents,
                                                       'stems', ${stemsOf('word')})), '[]')
              FROM (SELECT word, documents FROM search_words
                     WHERE search_words.word % given.word AND documents > 0
                     ORDER BY similarity(word, given.word) DESC, documents DESC LIMIT 25) alike)
          END AS similar
     FROM (SELECT word, stems,
                  EXISTS (SELECT FROM search_postings WHERE term = ANY (stems)) AS known
             FROM (SELECT plain AS word, ${stemsOf('plain')} AS stems
                     FROM unnest($1::text[]) AS plain) stemmed
           OFFSET 0) given`;

/**
 * Looks up what a request names: the query's words and code, the store, brands and categories by id or
 * slug, other values whatever the case.
 *
 * @param replaced the words for which others may be taken, where nothing has them
 */
export const readNamed = statement<
  [
    words: readonly string[],
    languages: readonly string[],
    replaced: readonly string[],
    code: string,
    storeId: string | null,
    filters: string,
    boosts: string,
  ],
  Named
>(
  'search.read_named',
  `SELECT (SELECT coalesce(json_agg(row_to_json(known_word)), '[]') FROM (${words}) known_word) AS words,
          $5::text IS NULL OR EXISTS (SELECT FROM stores WHERE document_id = $5 AND active) AS store_known,
          coalesce((SELECT documents FROM search_statistics), 1) AS documents,
          (SELECT coalesce(json_agg(document), '[]') FROM search_codes WHERE code = $4) AS coded, (
            SELECT coalesce(json_agg(json_build_object(
                     'key', given.kind || ' ' || lower(given.name COLLATE "C"), 'facets', (
                     SELECT coalesce(json_agg(facet.id), '[]') FROM search_facets facet
                      WHERE facet.key = given.kind || ' ' || lower(given.name COLLATE "C")
                        AND lower(facet.value) IN (
                              SELECT lower(jsonb_array_elements_text(given.values) COLLATE "C")
                               UNION
                              SELECT lower(document_id) FROM brands WHERE given.kind = 'brand'
                                 AND slug IN (SELECT jsonb_array_elements_text(given.values))
                               UNION
                              SELECT lower(document_id) FROM categories WHERE given.kind = 'category'
                                 AND slug IN (SELECT jsonb_array_elements_text(given.values)))))), '[]')
              FROM jsonb_to_recordset($6::jsonb)
                     AS given (kind text, name text, values jsonb)) AS filters, (
            SELECT coalesce(json_agg(json_build_object(
                     'facet', (SELECT id FROM search_facets facet
                                WHERE facet.key = given.kind || ' '
                                  AND lower(facet.value) = lower(given.value COLLATE "C")),
                     'document', (SELECT id FROM search_documents document
                                   WHERE given.kind = 'product' AND document_id = given.value))
                     ORDER BY given.turn), '[]')
              FROM ROWS FROM (jsonb_to_recordset($7::jsonb) AS (kind text, value text))
                     WITH ORDINALITY AS given (kind, value, turn)) AS boosts`,
);
