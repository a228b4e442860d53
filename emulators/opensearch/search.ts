import type { Index, Stored } from './indices';
import { isNear, scoreOf } from './query';
import { listOf, onlyEntry, partOf, unreadable, type Body } from './refusal';

const MOST_HITS = 10_000;
const KNOWN = ['query', 'post_filter', 'sort', 'from', 'size', 'aggs', 'suggest'].concat([
  'track_total_hits',
  'track_scores',
  '_source',
]);

interface Hit {
  document: Stored;
  score: number;
}

/** Answers a search. */
export function search(index: Index, request: unknown): Body {
  const body = partOf(request, 'search', KNOWN);
  const [from, size] = [Number(body.from ?? 0), Number(body.size ?? 10)];
  if (from + size > MOST_HITS) unreadable('Result window is too large');
  const found = index.documents.flatMap((document) => {
    const score = scoreOf(body.query, index, document);
    return score === undefined ? [] : [{ document, score }];
  });
  const hits = found
    .filter(
      ({ document }) =>
        body.post_filter === undefined || scoreOf(body.post_filter, index, document) !== undefined,
    )
    .sort(orderOf(index, listOf(body.sort)));
  return {
    took: 1,
    timed_out: false,
    hits: {
      total: { value: hits.length, relation: 'eq' },
      hits: hits
        .slice(from, from + size)
        .map(({ document, score }) => ({ _id: document.id, _score: score })),
    },
    ...(body.aggs === undefined
      ? {}
      : {
          aggregations: aggregate(
            index,
            found.map(({ document }) => document),
            body.aggs,
          ),
        }),
    ...(body.suggest === undefined ? {} : { suggest: spell(index, body.suggest) }),
  };
}

function orderOf(index: Index, sort: readonly unknown[]) {
  const keys = sort.map((given) => {
    const [field, options] = onlyEntry(given, 'sort');
    return { field, ...partOf(options, 'sort', ['order', 'missing']) };
  });
  const valueOf = ({ document, score }: Hit, field: string) =>
    field === '_score' ? score : index.valuesOf(document, field)[0];
  return (one: Hit, other: Hit): number => {
    for (const { field, order } of keys as { field: string; order?: string }[]) {
      const [left, right] = [valueOf(one, field), valueOf(other, field)];
      if (left === right) continue;
      if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
      return left < right === (order === 'asc') ? -1 : 1;
    }
    return 0;
  };
}

function aggregate(index: Index, documents: readonly Stored[], aggs: unknown): Body {
  const named = Object.entries(aggs as Body).map(([name, given]) => {
    const { aggs: below, ...rest } = partOf(given, 'aggs', [
      'aggs',
      'filter',
      'terms',
      'stats',
      'range',
    ]);
    const [kind, body] = onlyEntry(rest, name);
    if (kind === 'filter') {
      const kept = documents.filter((one) => scoreOf(body, index, one) !== undefined);
      const within = below === undefined ? {} : aggregate(index, kept, below);
      return [name, { doc_count: kept.length, ...within }] as const;
    }
    return [name, count(index, documents, kind, body)] as const;
  });
  return Object.fromEntries(named);
}

function count(index: Index, documents: readonly Stored[], kind: string, given: unknown): Body {
  const body = partOf(given, kind, ['field', 'size', 'include', 'ranges']);
  const values = documents.flatMap((one) => [...new Set(index.valuesOf(one, String(body.field)))]);
  if (kind === 'stats') {
    const numbers = values.map(Number);
    const isEmpty = numbers.length === 0;
    const bounds = isEmpty ? [null, null] : [Math.min(...numbers), Math.max(...numbers)];
    return { count: numbers.length, min: bounds[0], max: bounds[1] };
  }
  if (kind === 'range') {
    const buckets = listOf(body.ranges).map((range) => {
      const { from = -Infinity, to = Infinity } = range as { from?: number; to?: number };
      return {
        doc_count: values.map(Number).filter((value) => value >= from && value < to).length,
      };
    });
    return { buckets };
  }
  const wanted =
    body.include === undefined ? undefined : new RegExp(`^(?:${String(body.include)})$`);
  const counts = new Map<string | number, number>();
  for (const value of values) {
    if (wanted?.test(String(value)) === false) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const buckets = [...counts]
    .map(([key, documents]) => ({ key, doc_count: documents }))
    .sort((one, other) => other.doc_count - one.doc_count || (one.key < other.key ? -1 : 1));
  return { buckets: buckets.slice(0, Number(body.size ?? 10)) };
}

/** A known word for each that is not known. */
function spell(index: Index, suggest: unknown): Body {
  const [name, given] = onlyEntry(suggest, 'suggest');
  const { text, term } = partOf(given, name, ['text', 'term']);
  const { field, suggest_mode } = partOf(term, 'term', ['field', 'suggest_mode']);
  if (suggest_mode !== 'missing') unreadable('[suggest_mode] is known here as missing alone');
  const known = new Set(index.documents.flatMap((one) => index.valuesOf(one, String(field))));
  const tokens = index.analyzed(String(text), String(field)).map((word) => ({
    text: word,
    options: known.has(word)
      ? []
      : [...known].filter((one) => isNear(String(one), word)).map((one) => ({ text: one })),
  }));
  return { [name]: tokens };
}
