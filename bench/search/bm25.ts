import { plainWords } from '../../src/plugins/search/server/domain/plain-words';

const K1 = 1.2;
const B = 0.75;

/**
 * Plain BM25 (Robertson and Zaragoza, 2009) over one text a document, with the usual parameters and
 * the plural taken off: what any search library ranks by before anybody has tuned it.
 */
export class Bm25 {
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly lengths: number[] = [];
  private readonly average: number;

  constructor(texts: readonly string[]) {
    texts.forEach((text, document) => {
      const words = plainWords(text).map(singular);
      this.lengths.push(words.length);
      for (const word of words) {
        const counts = this.postings.get(word) ?? new Map<number, number>();
        counts.set(document, (counts.get(document) ?? 0) + 1);
        this.postings.set(word, counts);
      }
    });
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / texts.length;
  }

  /** The indexes of the best documents, the best first. */
  search(query: string, limit: number): number[] {
    const scores = new Map<number, number>();
    for (const word of plainWords(query).map(singular)) {
      const counts = this.postings.get(word) ?? new Map<number, number>();
      const idf = Math.log(1 + (this.lengths.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [document, count] of counts) {
        const length = (this.lengths[document] ?? 0) / this.average;
        const score = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
        scores.set(document, (scores.get(document) ?? 0) + score);
      }
    }
    return [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
      .slice(0, limit)
      .map(([document]) => document);
  }
}

function singular(word: string): string {
  if (word.length > 3 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
