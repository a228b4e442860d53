import { statement } from '../../../kernel/server/contract';
import type { ReadWord } from '../domain/terms';

const stemsOf = (word: string) => `
  ARRAY(SELECT DISTINCT unnest(tsvector_to_array(to_tsvector(language::regconfig, ${word})))
          FROM unnest($2::text[]) AS language)`;

/**
 * What the index knows of the words of a query.
 *
 * A prefix is a range, for which an index is used whatever the plan; the `C` collation orders by
 * bytes, and nothing comes behind the last character that there is.
 *
 * @param replaced the words for which others may be taken, where nothing has them
 */
export const readWords = statement<
  [words: readonly string[], languages: readonly string[], replaced: readonly string[]],
  ReadWord
>(
  'search.read_words',
  `SELECT given.word, given.stems, given.known,
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
           OFFSET 0) given`,
);
