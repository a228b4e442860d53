import { planTerms } from './plan-terms';
import { readQuery, wordsToRead } from './query';
import type { KnownWord, ReadWord } from './terms';

const RULES = { stopWords: [], synonyms: [] };

/** Plans a query against an index that has these words, each its own stem; all look alike to it. */
function plan(text: string, index: readonly string[]) {
  const known = (word: string): KnownWord => ({ word, documents: 1, stems: [word] });
  const query = readQuery(text, RULES);
  const read = wordsToRead(query).map((word): ReadWord => ({
    word,
    stems: [word],
    known: index.includes(word),
    longer: [],
    similar: index.map(known),
  }));
  const { terms, ...rest } = planTerms(query, read);
  return { ...rest, terms: terms.map(({ term }) => term) };
}

it.each([
  ['32gb', ['32', 'gb']],
  ['rtx4090', ['rtx', '4090']],
  ['4tb', ['4', 'tb']],
])('%s is found where it is written apart', (word, parts) => {
  expect(plan(word, parts).terms).toEqual(parts);
  expect(plan(word, [word, ...parts]).terms).toEqual([word, ...parts]);
});

it.each([
  ['a lone letter', 'i7', ['i', '7']],
  ['a lone digit behind letters', 'ddr5', ['ddr', '5']],
  ['parts of which one is nowhere', '32gb', ['32']],
])('%s is no part', (_, word, index) => {
  expect(plan(word, index).terms).toEqual([]);
});

it.each([
  ['another number', 'rtx4090', ['rtx4080']],
  ['another number of the same letters', 'ddr5', ['ddr4']],
  ['a short word with a number', '4tb', ['4th']],
])('%s is not what was meant', (_, word, index) => {
  expect(plan(word, index)).toMatchObject({ terms: [], corrected: undefined, guess: undefined });
});

it('a slip beside a number is one', () => {
  expect(plan('gforce4090', ['geforce4090'])).toMatchObject({
    terms: ['geforce4090'],
    corrected: 'geforce4090',
  });
});
