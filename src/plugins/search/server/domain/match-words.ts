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
    const rows = columns.all();
    return { rows, scores: new Float64Array(rows.length), least: 0 };
  }
  const best = new SlotScores(columns, lists);
  const total = new Float64Array(columns.rows);
  const slotsOf = new Uint8Array(columns.rows);
  const found = new Int32Array(columns.rows);
  let count = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    best.begin();
    for (const way of waysOf(terms, slot)) best.add(way);
    const having = best.count;
    const idf = Math.log(1 + (Math.max(documents, having) - having + 0.5) / (having + 0.5));
    for (let turn = 0; turn < having; turn += 1) {
      const row = best.rows[turn] ?? 0;
      const before = slotsOf[row] ?? 0;
      if (before === 0) found[count++] = row;
      slotsOf[row] = before + 1;
      total[row] = (total[row] ?? 0) + (best.score[row] ?? 0) * idf;
    }
  }
  const least = leastSlots(found.subarray(0, count), slotsOf, slots);
  // Those with the code come by themselves.
  const codedRows = coded.map((id) => columns.row(id)).filter((row) => row >= 0);
  for (const row of codedRows) slotsOf[row] = 0;
  const rows = new Int32Array(count + codedRows.length);
  const scores = new Float64Array(rows.length);
  let kept = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const row = found[turn] ?? 0;
    const has = slotsOf[row] ?? 0;
    if (has < least) continue;
    rows[kept] = row;
    scores[kept] = ((total[row] ?? 0) / IMPACT_SCALE) * (has / slots);
    kept += 1;
  }
  for (const row of codedRows) {
    rows[kept] = row;
    scores[kept] = CODE_SCORE;
    kept += 1;
  }
  return { rows: rows.subarray(0, kept), scores, least };
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
function leastSlots(found: Int32Array, slotsOf: Uint8Array, slots: number): number {
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
  readonly rows: Int32Array;
  count = 0;
  readonly score: Float64Array;
  /** In which slot a row was counted last. */
  private readonly counted: Uint8Array;
  private slot = 0;

  constructor(
    private readonly columns: DocumentColumns,
    private readonly lists: ReadonlyMap<string, PostingList>,
  ) {
    this.rows = new Int32Array(columns.rows);
    this.score = new Float64Array(columns.rows);
    this.counted = new Uint8Array(columns.rows);
  }

  /** The next slot. */
  begin(): void {
    this.count = 0;
    this.slot += 1;
  }

  /** Counts one way of saying the word: any of its terms, or all where they are parts of it. */
  add(way: readonly WantedTerm[]): void {
    const needed = way[0]?.needed ?? 1;
    if (needed > 1) {
      this.addWhole(way, needed);
      return;
    }
    for (const { term, weight } of way) {
      const list = this.lists.get(term);
      if (list === undefined) continue;
      const { documents, impacts } = list;
      for (let at = 0; at < documents.length; at += 1) {
        const row = this.columns.row(documents[at] ?? 0);
        if (row >= 0) this.offer(row, weight * (impacts[at] ?? 0));
      }
    }
  }

  private addWhole(way: readonly WantedTerm[], needed: number): void {
    const parts = new Map<number, { count: number; sum: number }>();
    for (const { term, weight } of way) {
      const list = this.lists.get(term);
      list?.documents.forEach((id, at) => {
        const row = this.columns.row(id);
        if (row < 0) return;
        const { count, sum } = parts.get(row) ?? { count: 0, sum: 0 };
        parts.set(row, { count: count + 1, sum: sum + weight * (list.impacts[at] ?? 0) });
      });
    }
    for (const [row, { count, sum }] of parts) if (count >= needed) this.offer(row, sum / needed);
  }

  private offer(row: number, score: number): void {
    if (this.counted[row] !== this.slot) {
      this.counted[row] = this.slot;
      this.rows[this.count++] = row;
      this.score[row] = score;
    } else if (score > (this.score[row] ?? 0)) this.score[row] = score;
  }
}
