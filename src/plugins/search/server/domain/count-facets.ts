import type { DocumentColumns } from './document-columns';
import type { NarrowedHits } from './narrow-hits';

/** Names of attributes in an answer at most, and values of each facet. */
const MOST_NAMES = 100;
const MOST_VALUES = 50;
const MOST_CATEGORIES = 500;

/** How many hits have a facet, those of one key together and the most frequent first. */
export interface CountedFacet {
  id: number;
  count: number;
}

/**
 * Counts by facets, each as if its own filter did not narrow it. Those that an answer shows come first
 * by kind, then those attributes that most hits have.
 */
export function countFacets(columns: DocumentColumns, hits: NarrowedHits): CountedFacet[][] {
  const counts = tally(columns, hits);
  const byKey = new Map<number, CountedFacet[]>();
  for (let id = 0; id < counts.length; id += 1) {
    const count = counts[id] ?? 0;
    if (count === 0) continue;
    const key = columns.keyOf[id] ?? 0;
    const facets = byKey.get(key);
    if (facets === undefined) byKey.set(key, [{ id, count }]);
    else facets.push({ id, count });
  }
  const groups = [...byKey].map(([key, facets]) => ({
    key: columns.facetKeys[key] ?? '',
    facets,
    coverage: facets.reduce((sum, { count }) => sum + count, 0),
  }));
  const isAttribute = ({ key }: { key: string }) => key.startsWith('attribute ');
  const attributes = groups
    .filter(isAttribute)
    .sort((a, b) => b.coverage - a.coverage || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_NAMES);
  const others = groups
    .filter((group) => !isAttribute(group))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return [...others, ...attributes].map(({ key, facets }) =>
    facets
      .sort((a, b) => b.count - a.count || a.id - b.id)
      .slice(0, key.startsWith('category ') ? MOST_CATEGORIES : MOST_VALUES),
  );
}

function tally(columns: DocumentColumns, { rows, masks, filters }: NarrowedHits): Int32Array {
  const counts = new Int32Array(columns.facetRoom);
  const { facets, facetsAt, facetCount, keyOf } = columns;
  const ownKeys = new Map<number, number>(filters.map(({ bit, key }) => [bit, key]));
  for (let turn = 0; turn < rows.length; turn += 1) {
    const row = rows[turn] ?? 0;
    const mask = masks[turn] ?? 0;
    const start = facetsAt[row] ?? 0;
    const end = start + (facetCount[row] ?? 0);
    if (mask === 0) {
      for (let at = start; at < end; at += 1) {
        const facet = facets[at] ?? 0;
        counts[facet] = (counts[facet] ?? 0) + 1;
      }
      continue;
    }
    const own = ownKeys.get(mask);
    if (own === undefined) continue;
    for (let at = start; at < end; at += 1) {
      const facet = facets[at] ?? 0;
      if (keyOf[facet] === own) counts[facet] = (counts[facet] ?? 0) + 1;
    }
  }
  return counts;
}
