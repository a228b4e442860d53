import { editDistance } from './edit-distance';
import type { ReadQuery, Slot } from './query';
import type { KnownWord, ReadWord, WantedTerm } from './terms';

/** What a hit counts for that has a word which only begins like the one asked for. */
const PREFIX_WEIGHT = 0.7;
const CORRECTION_WEIGHT = 0.9;
/** Spellings at most that an unknown word is taken for. */
const MOST_CORRECTIONS = 2;
/** Letters from which on a word with digits in it is taken for another. */
const FEWEST_LETTERS_BESIDE_A_NUMBER = 4;

export interface TermPlan {
  terms: WantedTerm[];
  /** Words of the query that tell something, known or not. */
  slots: number;
  /** The query as it was understood, where a word was taken for another. */
  corrected: string | undefined;
  /** The query as it may have been meant, where a word is like nothing near enough to be taken for it. */
  guess: string | undefined;
}

/**
 * Decides by which stems to look for a query.
 *
 * @param read what the index knows of `wordsToRead`
 */
export function planTerms(query: ReadQuery, read: readonly ReadWord[]): TermPlan {
  const known = new Map(read.map((word) => [word.word, word]));
  const terms: WantedTerm[] = [];
  const understood = new Map<string, string>();
  const guessed = new Map<string, string>();
  let slots = 0;
  for (const slot of query.slots) {
    const ways = waysOf(slot, known);
    const itself = known.get(slot.word);
    if (ways.length === 0 && itself !== undefined && itself.stems.length > 0) {
      const { words, weight, isCorrection } = replacementsOf(itself);
      ways.push(...words.flatMap(({ stems }) => stems.map((stem) => ({ stems: [stem], weight }))));
      const [first] = words;
      if (isCorrection && first !== undefined) understood.set(slot.word, first.word);
      const nearest = itself.similar.find((known) => mayMean(slot.word, known.word));
      if (first === undefined && nearest !== undefined) guessed.set(slot.word, nearest.word);
    } else if (ways.length === 0) {
      continue;
    }
    ways.forEach(({ stems, weight }, alternative) => {
      for (const term of stems) {
        terms.push({ slot: slots, alternative, needed: stems.length, term, weight });
      }
    });
    slots += 1;
  }
  return {
    terms,
    slots,
    corrected: rewritten(query, understood),
    guess: rewritten(query, new Map([...understood, ...guessed])),
  };
}

/** The alternatives of a slot that the index knows, each once. */
function waysOf(
  slot: Slot,
  known: ReadonlyMap<string, ReadWord>,
): { stems: string[]; weight: number }[] {
  const ways = new Map<string, { stems: string[]; weight: number }>();
  for (const { words, weight } of slot.alternatives) {
    const read = words.map((word) => known.get(word));
    const telling = read.filter((word) => word !== undefined && word.stems.length > 0);
    if (telling.length === 0 || !telling.every((word) => word?.known)) continue;
    const [only] = telling;
    const found =
      words.length === 1 && only !== undefined
        ? only.stems.map((stem) => [stem])
        : [[...new Set(telling.flatMap((word) => word?.stems[0] ?? []))]];
    for (const stems of found) {
      const key = stems.join(' ');
      if (!ways.has(key)) ways.set(key, { stems, weight });
    }
  }
  return [...ways.values()];
}

/** What an unknown word is taken for: the words that it begins, else those it is a misspelling of. */
function replacementsOf(word: ReadWord): {
  words: KnownWord[];
  weight: number;
  isCorrection: boolean;
} {
  if (word.longer.length > 0) {
    return { words: word.longer, weight: PREFIX_WEIGHT, isCorrection: false };
  }
  return { words: correctionsOf(word), weight: CORRECTION_WEIGHT, isCorrection: true };
}

/** The nearest spellings, the more frequent first. A short word bears one slip, a longer one two. */
function correctionsOf({ word, similar }: ReadWord): KnownWord[] {
  const most = word.length <= 5 ? 1 : 2;
  const near = similar
    .filter((known) => mayMean(word, known.word))
    .map((known) => ({ known, distance: editDistance(word, known.word) }))
    .filter(({ distance }) => distance <= most);
  const least = Math.min(...near.map(({ distance }) => distance));
  return near
    .filter(({ distance }) => distance === least)
    .map(({ known }) => known)
    .sort((a, b) => b.documents - a.documents)
    .slice(0, MOST_CORRECTIONS);
}

/** Whoever writes a number means it: `4090` is no slip for `4080`, nor `4tb` for `4th`. */
function mayMean(word: string, known: string): boolean {
  const digits = (text: string) => text.replace(/\D/g, '');
  const number = digits(word);
  if (number !== digits(known)) return false;
  return number === '' || word.length - number.length >= FEWEST_LETTERS_BESIDE_A_NUMBER;
}

function rewritten(query: ReadQuery, words: ReadonlyMap<string, string>): string | undefined {
  if (words.size === 0) return undefined;
  return query.words.map((word) => words.get(word) ?? word).join(' ');
}
