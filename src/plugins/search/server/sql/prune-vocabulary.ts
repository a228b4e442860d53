import { statement } from '../../../kernel/server/contract';

/** Forgets words that no product has any longer. */
export const pruneVocabulary = statement<[], never>(
  'search.prune_vocabulary',
  `DELETE FROM search_words WHERE documents <= 0`,
);
