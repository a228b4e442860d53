import { statement } from '../../../kernel/server/contract';

/** The stems of words in one language, in their order; a stop word has none. */
export const stemWords = statement<[words: readonly string[], language: string], { stem: string }>(
  'search.stem_words',
  `SELECT stem
     FROM unnest($1::text[]) WITH ORDINALITY AS given (word, turn),
          unnest(tsvector_to_array(to_tsvector($2::regconfig, word))) AS stem
    ORDER BY turn`,
);
