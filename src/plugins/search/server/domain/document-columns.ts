/** A document of the index as a search looks at it. */
export interface DocumentEntry {
  id: number;
  documentId: string;
  /** The name's plain words between spaces. */
  line: string;
  /** Minor units. */
  price: number | null;
  /** Milliseconds. */
  createdAt: number;
  /** Units ordered lately. */
  popularity: number;
  /** Ids. */
  facets: readonly number[];
  /** Whether some open store can sell it now. */
  available: boolean;
}

const FIRST_ROOM = 1_024;
/** Ids of one page of {@link DocumentColumns.row}; those that nothing has cost nothing, by pages. */
const PAGE_BITS = 8;
const PAGE_SIZE = 1 << PAGE_BITS;
/** What a document without a price has in its column. */
export const NO_PRICE = -1;

/**
 * A copy of what all documents are narrowed, sorted and counted by, column by column: a common word has
 * a million facets of hits to look at, which a typed array bears. About 400 bytes a product with twenty facets.
 *
 * The columns are for reading, by row; a row stays a document's until it is removed.
 */
export class DocumentColumns {
  /** One more than each id's row, page by page: a Map of as many takes longer to look up and more memory. */
  private readonly pages: (Int32Array | undefined)[] = [];
  private readonly free: number[] = [];
  /** Facets of documents one after the other, with gaps where some have others now. */
  facets = new Int32Array(FIRST_ROOM * 8);
  private facetsEnd = 0;
  private facetsInUse = 0;
  facetsAt = new Int32Array(FIRST_ROOM);
  facetCount = new Int32Array(FIRST_ROOM);
  price = new Int32Array(FIRST_ROOM);
  createdAt = new Float64Array(FIRST_ROOM);
  popularity = new Int32Array(FIRST_ROOM);
  available = new Uint8Array(FIRST_ROOM);
  readonly ids: number[] = [];
  readonly documentIds: string[] = [];
  readonly lines: string[] = [];
  /** The key (kind and name) of each facet by its id, as a number of `facetKeys`. */
  keyOf = new Int32Array(FIRST_ROOM);
  readonly facetKeys: string[] = [];
  private readonly keyNumbers = new Map<string, number>();

  /** Rows that have been given out, free ones among them: more than any row's number. */
  get rows(): number {
    return this.ids.length;
  }

  /** Facets' ids are below. */
  get facetRoom(): number {
    return this.keyOf.length;
  }

  /** The rows of all documents. */
  all(): Int32Array {
    const rows = new Int32Array(this.rows - this.free.length);
    let count = 0;
    for (let row = 0; row < this.rows; row += 1) {
      if (this.row(this.ids[row] ?? 0) === row) rows[count++] = row;
    }
    return rows;
  }

  /** @returns -1 where there is no such document (any longer) */
  row(id: number): number {
    return (this.pages[id >> PAGE_BITS]?.[id & (PAGE_SIZE - 1)] ?? 0) - 1;
  }

  set(entry: DocumentEntry): void {
    const row = this.rowFor(entry.id);
    this.documentIds[row] = entry.documentId;
    this.lines[row] = entry.line;
    this.price[row] = entry.price ?? NO_PRICE;
    this.createdAt[row] = entry.createdAt;
    this.popularity[row] = entry.popularity;
    this.available[row] = Number(entry.available);
    this.setFacets(row, entry.facets);
  }

  setAvailable(id: number, available: boolean): void {
    const row = this.row(id);
    if (row >= 0) this.available[row] = Number(available);
  }

  remove(id: number): void {
    const row = this.row(id);
    if (row < 0) return;
    this.setRow(id, -1);
    this.facetsInUse -= this.facetCount[row] ?? 0;
    this.facetCount[row] = 0;
    this.documentIds[row] = '';
    this.lines[row] = '';
    this.free.push(row);
  }

  /** @param key kind and name, such as `attribute colour` */
  setFacetKey(facet: number, key: string): void {
    this.keyOf = grown(this.keyOf, facet + 1);
    let number = this.keyNumbers.get(key);
    if (number === undefined) {
      number = this.facetKeys.push(key) - 1;
      this.keyNumbers.set(key, number);
    }
    this.keyOf[facet] = number;
  }

  private rowFor(id: number): number {
    const known = this.row(id);
    if (known >= 0) return known;
    const row = this.free.pop() ?? this.ids.length;
    this.ids[row] = id;
    this.setRow(id, row);
    const room = row + 1;
    this.facetsAt = grown(this.facetsAt, room);
    this.facetCount = grown(this.facetCount, room);
    this.price = grown(this.price, room);
    this.createdAt = grown(this.createdAt, room);
    this.popularity = grown(this.popularity, room);
    this.available = grown(this.available, room);
    return row;
  }

  private setRow(id: number, row: number): void {
    const page = (this.pages[id >> PAGE_BITS] ??= new Int32Array(PAGE_SIZE));
    page[id & (PAGE_SIZE - 1)] = row + 1;
  }

  private setFacets(row: number, facets: readonly number[]): void {
    const before = this.facetCount[row] ?? 0;
    this.facetsInUse += facets.length - before;
    if (facets.length > before) {
      this.facetCount[row] = 0;
      if (this.facetsEnd + facets.length > this.facets.length) this.makeRoom(facets.length);
      this.facetsAt[row] = this.facetsEnd;
      this.facetsEnd += facets.length;
    }
    this.facets.set(facets, this.facetsAt[row]);
    this.facetCount[row] = facets.length;
  }

  /** Moves all facets together, into more room where they fill most of it. */
  private makeRoom(more: number): void {
    const wanted = this.facetsInUse + more;
    const packed = new Int32Array(
      wanted * 1.5 > this.facets.length ? wanted * 2 : this.facets.length,
    );
    let end = 0;
    for (const row of this.all()) {
      const at = this.facetsAt[row] ?? 0;
      const count = this.facetCount[row] ?? 0;
      packed.set(this.facets.subarray(at, at + count), end);
      this.facetsAt[row] = end;
      end += count;
    }
    this.facets = packed;
    this.facetsEnd = end;
  }
}

/** The same column with room for so many rows. */
function grown<T extends Int32Array | Float64Array | Uint8Array>(column: T, room: number): T {
  if (room <= column.length) return column;
  const larger = new (column.constructor as new (length: number) => T)(
    Math.max(room, column.length * 2),
  );
  larger.set(column);
  return larger;
}
