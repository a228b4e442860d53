import { DocumentColumns } from './document-columns';
import { matchWords } from './match-words';
import { postingList } from './posting-list';

const columns = new DocumentColumns();
for (let id = 1; id <= 40; id += 1) {
  columns.set({
    id,
    documentId: `d${id}`,
    line: '',
    price: null,
    createdAt: 0,
    popularity: 0,
    facets: [],
    available: false,
  });
}

/** As PostgreSQL sends it. */
function listOf(entries: readonly [document: number, impact: number][]) {
  const documents = Buffer.alloc(entries.length * 4);
  const impacts = Buffer.alloc(entries.length * 2);
  entries.forEach(([document, impact], turn) => {
    documents.writeInt32BE(document, turn * 4);
    impacts.writeInt16BE(impact, turn * 2);
  });
  return postingList(documents, impacts);
}

const word = (slot: number, term: string, weight = 1) => ({
  slot,
  alternative: 0,
  needed: 1,
  term,
  weight,
});
const idsOf = ({ rows }: { rows: Int32Array }) =>
  [...rows].map((row) => columns.ids[row]).sort((a = 0, b = 0) => a - b);
const between = (from: number, to: number): [number, number][] =>
  Array.from({ length: to - from + 1 }, (_, turn) => [from + turn, 5_000]);

const lists = new Map([
  ['many', listOf(between(1, 30))],
  ['some', listOf(between(21, 36))],
  [
    'few',
    listOf([
      [1, 9_000],
      [40, 9_000],
      [77, 9_000],
    ]),
  ],
]);
const wish = { documents: 40, coded: [] };

it('asks for every word where a page of hits has all', () => {
  const found = matchWords(
    columns,
    { ...wish, slots: 2, terms: [word(0, 'many'), word(1, 'some')] },
    lists,
  );
  expect(found.least).toBe(2);
  expect(idsOf(found)).toEqual(between(21, 30).map(([id]) => id));
});

it('is content with half of them where hardly anything has all, and with those that are known', () => {
  const found = matchWords(columns, { ...wish, slots: 2, terms: [word(0, 'few')] }, lists);
  expect(found.least).toBe(1);
  expect(idsOf(found)).toEqual([1, 40]);
});

it('counts the rarer word for more, and the best way of saying it', () => {
  const terms = [word(0, 'many'), word(0, 'few', 0.5), word(1, 'few')];
  const { rows, scores } = matchWords(columns, { ...wish, slots: 2, terms }, lists);
  const scoreOf = (id: number) => scores[rows.indexOf(columns.row(id))] ?? 0;
  const [common, rare] = [Math.log(1 + 9.5 / 31.5), Math.log(1 + 38.5 / 2.5)];
  expect(scoreOf(2)).toBeCloseTo((0.5 * common) / 2);
  expect(scoreOf(1)).toBeCloseTo(0.5 * common + 0.9 * rare);
});

it('wants all parts of a way that has several', () => {
  const part = (term: string) => ({ ...word(0, term), needed: 2 });
  const found = matchWords(
    columns,
    { ...wish, slots: 1, terms: [part('many'), part('few')] },
    lists,
  );
  expect(idsOf(found)).toEqual([1]);
});

it('puts what has the code before all words, once', () => {
  const found = matchWords(
    columns,
    { ...wish, slots: 1, terms: [word(0, 'few')], coded: [40, 99] },
    lists,
  );
  expect(idsOf(found)).toEqual([1, 40]);
  expect(found.scores[found.rows.indexOf(columns.row(40))]).toBe(1e6);
});
