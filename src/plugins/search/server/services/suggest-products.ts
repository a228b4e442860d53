import type { Database } from '../../../kernel/server/contract';
import { AnswerCache } from '../domain/answer-cache';
import type { SearchEngine } from '../domain/engine';
import { plainWords } from '../domain/plain-words';
import { readHitNames } from '../sql/read-hit-names';

/** What a search field offers while somebody types. */
export type Suggestion =
  | { type: 'query'; text: string }
  | {
      type: 'product';
      text: string;
      documentId: string;
      slug: string;
      price: number | null;
      currency: string | null;
    };

/** Milliseconds; the same letters are typed by many. */
const FRESH_MS = 500;
const OLDEST_MS = 900;
const MOST_ANSWERS = 2_000;

/** Completes what somebody is typing: queries first, then products, each at most `limit`. */
export function createSuggest({ database, engine }: { database: Database; engine: SearchEngine }) {
  const answers = new AnswerCache<Suggestion[]>({
    most: MOST_ANSWERS,
    fresh: FRESH_MS,
    oldest: OLDEST_MS,
    now: () => performance.now(),
  });
  return (text: string, limit: number): Promise<Suggestion[]> => {
    const words = plainWords(text).slice(-6);
    if (words.length === 0) return Promise.resolve([]);
    return answers.get(`${limit} ${words.join(' ')}`, async () => {
      const { terms, products } = await engine.suggest(words, limit);
      const rows = products.length === 0 ? [] : await database.query(readHitNames, [products]);
      return [
        ...terms.map((term) => ({ type: 'query' as const, text: term })),
        ...rows.map((row) => ({
          type: 'product' as const,
          text: row.name,
          documentId: row.document_id,
          slug: row.slug,
          price: row.price,
          currency: row.currency,
        })),
      ];
    });
  };
}
