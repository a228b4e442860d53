import { bestOf } from './best-of';
import { NO_PRICE, type DocumentColumns } from './document-columns';
import type { Sort } from './engine';
import { isHit, type NarrowedHits } from './narrow-hits';
import { PHRASE_BOOST, POPULARITY_BOOST } from './ranking';

/** How hits are ordered. */
export interface HitOrder {
  sort: Sort;
  /** The plain query, for names that have it as it stands; empty for one word. */
  line: string;
  /** What multiplies the score of a document by its id, or of all with a facet. */
  boosts: readonly { facet: number | null; document: number | null; factor: number }[];
  offset: number;
  limit: number;
}

/** The hits of one page in their order, and how many there are. */
export function orderHits(
  columns: DocumentColumns,
  matches: { scores: Float64Array },
  hits: NarrowedHits,
  order: HitOrder,
): { page: { documentId: string; score: number }[]; total: number } {
  const turns = new Int32Array(hits.rows.length);
  const scores = new Float64Array(hits.rows.length);
  const boostOf = boostsOf(columns, order);
  let total = 0;
  for (let turn = 0; turn < hits.rows.length; turn += 1) {
    if (!isHit(hits.masks[turn] ?? 0)) continue;
    turns[total++] = turn;
    scores[turn] = (matches.scores[hits.turns[turn] ?? 0] ?? 0) * boostOf(hits.rows[turn] ?? 0);
  }
  const rowOf = (turn: number) => hits.rows[turn] ?? 0;
  const first = firstOrder(columns, order.sort);
  const isBefore = (a: number, b: number): boolean => {
    const [rowA, rowB] = [rowOf(a), rowOf(b)];
    const difference =
      first(rowA, rowB) ||
      (scores[b] ?? 0) - (scores[a] ?? 0) ||
      (columns.popularity[rowB] ?? 0) - (columns.popularity[rowA] ?? 0);
    if (difference !== 0) return difference < 0;
    return (columns.documentIds[rowA] ?? '') < (columns.documentIds[rowB] ?? '');
  };
  const page = bestOf(turns.subarray(0, total), order.offset + order.limit, isBefore)
    .slice(order.offset)
    .map((turn) => ({
      documentId: columns.documentIds[rowOf(turn)] ?? '',
      score: scores[turn] ?? 0,
    }));
  return { page, total };
}

/** What a document's score is multiplied by. */
function boostsOf(columns: DocumentColumns, { line, boosts }: HitOrder): (row: number) => number {
  const phrase = ` ${line} `;
  return (row) => {
    const sold = columns.popularity[row] ?? 0;
    let factor = sold === 0 ? 1 : 1 + POPULARITY_BOOST * Math.log10(1 + sold);
    if (line !== '' && columns.lines[row]?.includes(phrase)) factor *= PHRASE_BOOST;
    for (const boost of boosts) {
      if (boost.document === columns.ids[row] || hasFacet(columns, row, boost.facet)) {
        factor *= boost.factor;
      }
    }
    return factor;
  };
}

function hasFacet(
  { facets, facetsAt, facetCount }: DocumentColumns,
  row: number,
  facet: number | null,
) {
  if (facet === null) return false;
  const start = facetsAt[row] ?? 0;
  return facets.subarray(start, start + (facetCount[row] ?? 0)).includes(facet);
}

/** What goes before the score; negative where the first of two rows comes first. */
function firstOrder(columns: DocumentColumns, sort: Sort): (a: number, b: number) => number {
  const { price, createdAt, popularity } = columns;
  const priced = (row: number, none: number) => {
    const amount = price[row] ?? NO_PRICE;
    return amount === NO_PRICE ? none : amount;
  };
  const most = Number.MAX_SAFE_INTEGER;
  switch (sort) {
    case 'price:asc':
      return (a, b) => priced(a, most) - priced(b, most);
    case 'price:desc':
      return (a, b) => priced(b, -1) - priced(a, -1);
    case 'newest':
      return (a, b) => (createdAt[b] ?? 0) - (createdAt[a] ?? 0);
    case 'popularity':
      return (a, b) => (popularity[b] ?? 0) - (popularity[a] ?? 0);
    case 'relevance':
      return () => 0;
  }
}
