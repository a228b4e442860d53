import { plainWords } from './plain-words';

/** Words at most that are looked at, and letters of each. */
const MOST_WORDS = 12;
const LONGEST_WORD = 40;
/** What a hit counts for that says it in the shop's other words. */
const SYNONYM_WEIGHT = 0.8;
/** What a hit counts for that writes letters and digits of one word apart. */
const PARTED_WEIGHT = 0.8;

/** What merchandisers have decided about words. */
export interface WordRules {
  stopWords: readonly string[];
  synonyms: readonly SynonymRule[];
}

/** Ways of saying one thing. With `oneWay` the first may be said by the others, not the reverse. */
export interface SynonymRule {
  terms: readonly string[];
  oneWay: boolean;
}

/** One way of saying a word of the query: words that must all be there. */
export interface Alternative {
  words: readonly string[];
  weight: number;
}

export interface Slot {
  word: string;
  /** The word itself first. */
  alternatives: readonly Alternative[];
}

export interface ReadQuery {
  /** Plain words, in order, stop words among them. */
  words: readonly string[];
  slots: readonly Slot[];
  /** What stood between quotation marks, as plain words with a space before. */
  phrases: readonly string[];
  /** As SKUs and barcodes are kept. */
  code: string;
}

/** Takes a shopper's query apart. */
export function readQuery(text: string, rules: WordRules): ReadQuery {
  const phrases = [...text.matchAll(/"([^"]+)"/g)]
    .map(([, quoted = '']) => plainWords(quoted))
    .filter((words) => words.length > 0)
    .map((words) => ` ${words.join(' ')}`);
  const words = plainWords(text)
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD));
  const stop = new Set(rules.stopWords.flatMap(plainWords));
  const telling = words.filter((word) => !stop.has(word));
  const kept = telling.length > 0 ? telling : words;
  const slots = kept.map((word, index) => ({
    word,
    alternatives: [
      { words: [word], weight: 1 },
      ...joined(kept, index),
      ...parted(word),
      ...synonymsAt(kept, index, rules.synonyms),
    ],
  }));
  return { words, slots, phrases, code: words.join('') };
}

/** `smart watch` is found as `smartwatch` too: the whole stands for each of its parts. */
function joined(words: readonly string[], index: number): Alternative[] {
  return [index - 1, index].flatMap((first) => {
    const [left, right] = [words[first], words[first + 1]];
    if (left === undefined || right === undefined || (left + right).length > LONGEST_WORD)
      return [];
    return [{ words: [left + right], weight: 1 }];
  });
}

/** `32gb` is found as `32 GB` too, and `rtx4090` as `RTX 4090`; a lone letter or digit tells nothing. */
function parted(word: string): Alternative[] {
  const [, ...parts] = /^(\d+)(\D{2,})$|^(\D{2,})(\d{2,})$/.exec(word) ?? [];
  const words = parts.filter((part) => part !== undefined);
  return words.length === 0 ? [] : [{ words, weight: PARTED_WEIGHT }];
}

/** The other ways of saying what covers this word of the query. */
function synonymsAt(
  words: readonly string[],
  index: number,
  rules: readonly SynonymRule[],
): Alternative[] {
  return rules.flatMap(({ terms, oneWay }) => {
    const said = terms.map(plainWords).filter((term) => term.length > 0);
    const spoken = said.findIndex((term) => covers(words, term, index));
    if (spoken < 0 || (oneWay && spoken > 0)) return [];
    return said
      .filter((_, turn) => turn !== spoken)
      .map((term) => ({ words: term, weight: SYNONYM_WEIGHT }));
  });
}

function covers(words: readonly string[], term: readonly string[], index: number): boolean {
  return term.some((_, offset) => {
    const start = index - offset;
    return start >= 0 && term.every((word, turn) => words[start + turn] === word);
  });
}

/** Every word that the index must be asked about, each once. */
export function wordsToRead(query: ReadQuery): string[] {
  const all = query.slots.flatMap(({ alternatives }) => alternatives.flatMap(({ words }) => words));
  return [...new Set(all)];
}
