import type { DocumentColumns } from './document-columns';
import type { PostingList } from './posting-list';
import { ENOUGH_HITS, IMPACT_SCALE } from './ranking';
import type { WantedTerm } from './terms';

/** What a document counts for whose SKU or barcode was asked for: more than any words. */
const CODE_SCORE = 1e6;

/** What a query's words ask for. */
export interface WantedWords {
  terms: readonly WantedTerm[];
  /** Words of the query, whether anything has them or not; 0 finds every document. */
  slots: number;
  /** How many documents there are, for how rare a word is. */
  documents: number;
  /** Ids of documents whose code was asked for. */
  coded: readonly number[];
}

/** Rows of the columns with a score each, in no order. */
export interface Matches {
  rows: Int32Array;
  scores: Float64Array;
  /** Words that they have at least; fewer than `slots` where hardly anything has all. */
  least: number;
}

/**
 * Finds the documents that have a query's words. Each word is a slot with alternatives (stems in several
 * languages, synonyms, a corrected spelling). A document's score for a slot is its best alternative's
 * impact times how rare the slot is (BM25's idf), and the sum counts by the share of slots that it has.
 * A hit has every word; where fewer than a page do, half of the words are enough.
 *
 * @param lists of every term; documents that the columns do not have are left out
 */
export function matchWords(
  columns: DocumentColumns,
  { terms, slots, documents, coded }: WantedWords,
  lists: ReadonlyMap<string, PostingList>,
): Matches {
  if (slots === 0) {
    const rows = Int32Array.from(columns.all());
    return { rows, scores: new Float64Array(rows.length), least: 0 };
  }
  const best = new SlotScores(columns, lists);
  const total = new Float64Array(columns.rows);
  const slotsOf = new Uint8Array(columns.rows);
  const found: number[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    for (const way of waysOf(terms, slot)) best.add(way);
    const count = best.rows.length;
    const idf = Math.log(1 + (Math.max(documents, count) - count + 0.5) / (count + 0.5));
    best.take((row, score) => {
      if (slotsOf[row] === 0) found.push(row);
      slotsOf[row] = (slotsOf[row] ?? 0) + 1;
      total[row] = (total[row] ?? 0) + score * idf;
    });
  }
  const least = leastSlots(found, slotsOf, slots);
  const codedRows = new Set(coded.flatMap((id) => columns.row(id) ?? []));
  const kept = found.filter((row) => (slotsOf[row] ?? 0) >= least && !codedRows.has(row));
  const rows = Int32Array.from([...kept, ...codedRows]);
  const scores = Float64Array.from(rows, (row, turn) =>
    turn < kept.length
      ? ((total[row] ?? 0) / IMPACT_SCALE) * ((slotsOf[row] ?? 0) / slots)
      : CODE_SCORE,
  );
  return { rows, scores, least };
}

/** The terms of each way of saying a slot's word. */
function waysOf(terms: readonly WantedTerm[], slot: number): WantedTerm[][] {
  const ways = new Map<number, WantedTerm[]>();
  for (const term of terms) {
    if (term.slot === slot)
      ways.set(term.alternative, [...(ways.get(term.alternative) ?? []), term]);
  }
  return [...ways.values()];
}

/** As many words as a page of hits has, and half of them at least. */
function leastSlots(found: readonly number[], slotsOf: Uint8Array, slots: number): number {
  const having = new Array<number>(slots + 1).fill(0);
  for (const row of found) {
    const has = slotsOf[row] ?? 0;
    having[has] = (having[has] ?? 0) + 1;
  }
  const half = Math.ceil(slots / 2);
  let documents = 0;
  for (let least = slots; least > half; least -= 1) {
    documents += having[least] ?? 0;
    if (documents >= ENOUGH_HITS) return least;
  }
  return half;
}

/** The best score of each document for one slot. */
class SlotScores {
  rows: number[] = [];
  /** One more than the score, so that 0 is none. */
  private readonly best: Float64Array;

  constructor(
    private readonly columns: DocumentColumns,
    private readonly lists: ReadonlyMap<string, PostingList>,
  ) {
    this.best = new Float64Array(columns.rows);
  }

  /** Counts one way of saying the word: any of its terms, or all where they are parts of it. */
  add(way: readonly WantedTerm[]): void {
    const needed = way[0]?.needed ?? 1;
    if (needed === 1) {
      for (const term of way) this.each(term, (row, score) => this.offer(row, score));
      return;
    }
    const parts = new Map<number, { count: number; sum: number }>();
    for (const term of way) {
      this.each(term, (row, score) => {
        const { count, sum } = parts.get(row) ?? { count: 0, sum: 0 };
        parts.set(row, { count: count + 1, sum: sum + score });
      });
    }
    for (const [row, { count, sum }] of parts) if (count >= needed) this.offer(row, sum / needed);
  }

  /** Gives what was counted and begins anew. */
  take(tell: (row: number, score: number) => void): void {
    for (const row of this.rows) {
      tell(row, (this.best[row] ?? 1) - 1);
      this.best[row] = 0;
    }
    this.rows = [];
  }

  private each({ term, weight }: WantedTerm, tell: (row: number, score: number) => void): void {
    const list = this.lists.get(term);
    if (list === undefined) return;
    const { documents, impacts } = list;
    for (let at = 0; at < documents.length; at += 1) {
      const row = this.columns.row(documents[at] ?? 0);
      if (row !== undefined) tell(row, weight * (impacts[at] ?? 0));
    }
  }

  private offer(row: number, score: number): void {
    const known = this.best[row] ?? 0;
    if (known === 0) this.rows.push(row);
    if (score + 1 > known) this.best[row] = score + 1;
  }
}
