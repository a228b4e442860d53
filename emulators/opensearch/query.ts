import type { Index, Stored } from './indices';
import { listOf, onlyEntry, partOf, unreadable } from './refusal';

/** What a document counts for a query; undefined where it is no hit. */
type Score = number | undefined;
type Reader = (body: unknown, index: Index, document: Stored) => Score;

const QUERIES: Readonly<Record<string, Reader>> = {
  match_all: () => 1,

  term(body, index, document) {
    const [field, { value, boost }] = fieldOf(body, 'term', ['value', 'boost']);
    return index.valuesOf(document, field).includes(value as string) ? weightOf(boost) : undefined;
  },

  terms(body, index, document) {
    const [field, values] = onlyEntry(body, 'terms');
    if (!Array.isArray(values)) return unreadable('[terms] needs a list');
    const there = index.valuesOf(document, field);
    return there.some((value) => values.includes(value)) ? 1 : undefined;
  },

  range(body, index, document) {
    const [field, { gte, lte }] = fieldOf(body, 'range', ['gte', 'lte']);
    const [least, most] = [Number(gte ?? -Infinity), Number(lte ?? Infinity)];
    const isWithin = index
      .valuesOf(document, field)
      .some((value) => Number(value) >= least && Number(value) <= most);
    return isWithin ? 1 : undefined;
  },

  prefix(body, index, document) {
    const [field, { value, boost }] = fieldOf(body, 'prefix', ['value', 'boost']);
    const begins = index
      .valuesOf(document, field)
      .some((word) => String(word).startsWith(String(value)));
    return begins ? weightOf(boost) : undefined;
  },

  match(body, index, document) {
    const [field, { query }] = fieldOf(body, 'match', ['query']);
    const words = new Set(index.valuesOf(document, field));
    return index.analyzed(String(query), field).some((word) => words.has(word)) ? 1 : undefined;
  },

  match_phrase(body, index, document) {
    const [field, { query, boost }] = fieldOf(body, 'match_phrase', ['query', 'boost']);
    const phrase = index.analyzed(String(query), field).join(' ');
    const text = index.valuesOf(document, field).join(' ');
    return ` ${text} `.includes(` ${phrase} `) ? weightOf(boost) : undefined;
  },

  match_phrase_prefix(body, index, document) {
    const [field, { query }] = fieldOf(body, 'match_phrase_prefix', ['query']);
    const phrase = index.analyzed(String(query), field).join(' ');
    return ` ${index.valuesOf(document, field).join(' ')}`.includes(` ${phrase}`) ? 1 : undefined;
  },

  multi_match(body, index, document) {
    const known = ['query', 'fields', 'type', 'operator', 'fuzziness', 'prefix_length', 'boost'];
    const { query, fields, type, operator, fuzziness, boost } = partOf(body, 'multi_match', known);
    const weighed = listOf(fields).map((field) => String(field).split('^'));
    const scores = String(query)
      .split(' ')
      .map((word) =>
        weighed.reduce((best, [field = '', weight = '1']) => {
          const [wanted] = index.analyzed(word, field);
          const isThere = index
            .valuesOf(document, field)
            .some((one) => (fuzziness === 'AUTO' ? isNear(String(one), wanted) : one === wanted));
          return isThere ? Math.max(best, Number(weight)) : best;
        }, 0),
      );
    if (fuzziness === undefined && (type !== 'cross_fields' || operator !== 'and')) {
      return unreadable('[multi_match] is known here with cross_fields and all words, or fuzzy');
    }
    if (scores.includes(0)) return undefined;
    return scores.reduce((sum, score) => sum + score, 0) * weightOf(boost);
  },

  dis_max(body, index, document) {
    const { queries } = partOf(body, 'dis_max', ['queries']);
    const scores = listOf(queries).flatMap((query) => scoreOf(query, index, document) ?? []);
    return scores.length === 0 ? undefined : Math.max(...scores);
  },

  bool(body, index, document) {
    const known = ['must', 'filter', 'should', 'minimum_should_match'];
    const parts = partOf(body, 'bool', known);
    const [must, filter, should] = [parts.must, parts.filter, parts.should].map((part) =>
      listOf(part).map((query) => scoreOf(query, index, document)),
    ) as [Score[], Score[], Score[]];
    const least = Number(parts.minimum_should_match ?? (must.length + filter.length > 0 ? 0 : 1));
    const merits = should.filter((score) => score !== undefined);
    if ([...must, ...filter].includes(undefined)) return undefined;
    if (should.length > 0 && merits.length < least) return undefined;
    return [...must, ...merits].reduce<number>((sum, score) => sum + (score ?? 0), 0);
  },

  function_score(body, index, document) {
    const known = ['query', 'functions', 'score_mode', 'boost_mode'];
    const { query, functions, score_mode, boost_mode } = partOf(body, 'function_score', known);
    if (score_mode !== 'multiply' || boost_mode !== 'multiply') {
      return unreadable('[function_score] is known here with multiply alone');
    }
    const score = scoreOf(query, index, document);
    return listOf(functions).reduce<Score>((product, given) => {
      const { filter, weight } = partOf(given, 'function', ['filter', 'weight']);
      const applies = scoreOf(filter, index, document) !== undefined;
      return product === undefined || !applies ? product : product * Number(weight);
    }, score);
  },
};

/** What a document counts for a query; undefined where it is no hit. */
export function scoreOf(query: unknown, index: Index, document: Stored): Score {
  const [kind, body] = onlyEntry(query, 'query');
  const read = QUERIES[kind];
  return read === undefined ? unreadable(`unknown query [${kind}]`) : read(body, index, document);
}

function fieldOf(body: unknown, kind: string, known: readonly string[]) {
  const [field, conditions] = onlyEntry(body, kind);
  return [field, partOf(conditions, kind, known)] as const;
}

const weightOf = (boost: unknown): number => (boost === undefined ? 1 : Number(boost));

/** Whether two words differ by one letter at most. */
export function isNear(one: string, other: string | undefined): boolean {
  if (other === undefined || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
}
