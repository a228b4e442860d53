import { LRUCache } from 'lru-cache';

/** What is kept, and what it says something about. */
export interface Tagged<Value> {
  value: Value;
  tags: readonly string[];
  /** Milliseconds for which it holds, where no tag is dropped before. */
  freshFor: number;
  /** Milliseconds after that for which it may still be given while a new one is loaded. */
  staleFor: number;
}

export type Found<Value> =
  { kind: 'fresh'; value: Value } | { kind: 'stale'; value: Value } | { kind: 'none' };

/** When a load begins. */
export interface Moment {
  turn: number;
  /** Milliseconds of the cache's clock. */
  at: number;
}

interface Entry<Value> extends Tagged<Value> {
  since: number;
  /** When its load began: it may lack whatever came later. */
  begunAt: number;
  /** The turn up to which no tag of it was dropped. */
  turn: number;
  bytes: number;
}

/** For so long after its load began a value outlives patient drops. */
const PATIENCE_MS = 800;
/** Dropped tags that are remembered; beyond it everything older is given up at once. */
const MOST_DROPPED = 50_000;
const BYTES_OF_TAG = 40;
const BYTES_OF_ENTRY = 500;

/**
 * Values by key, bounded by their bytes, each with tags by which it is dropped. Every drop has a
 * turn; a value remembers the turn in which its load began. One whose tag was dropped in a later turn
 * is never given again, also where the load ended after the drop: it may have read what was before.
 */
export class TaggedCache<Value> {
  private readonly entries: LRUCache<string, Entry<Value>>;
  private readonly droppedAt = new Map<string, number>();
  private readonly patientlyDroppedAt = new Map<string, number>();
  /** How often it was asked, by what it had. */
  readonly asked = { fresh: 0, stale: 0, none: 0 };
  private now = 1;
  /** Whatever began before this turn is given up. */
  private oldest = 1;

  /** @param clock milliseconds that only grow */
  constructor(
    mostBytes: number,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.entries = new LRUCache({ maxSize: mostBytes, sizeCalculation: ({ bytes }) => bytes });
  }

  /** To be asked for before a load begins, and given to `put` with its result. */
  get present(): Moment {
    return { turn: this.now, at: this.clock() };
  }

  get(key: string): Found<Value> {
    const found = this.find(key);
    this.asked[found.kind] += 1;
    return found;
  }

  /** Bytes of all that is kept. */
  get bytes(): number {
    return this.entries.calculatedSize;
  }

  private find(key: string): Found<Value> {
    const entry = this.entries.get(key);
    if (entry === undefined) return { kind: 'none' };
    const age = this.clock() - entry.since;
    if (!this.isRight(entry) || age > entry.freshFor + entry.staleFor) {
      this.entries.delete(key);
      return { kind: 'none' };
    }
    return { kind: age > entry.freshFor ? 'stale' : 'fresh', value: entry.value };
  }

  /**
   * @param begun when the load began
   * @param bytes what the value itself takes
   */
  put(key: string, tagged: Tagged<Value>, begun: Moment, bytes: number): void {
    const size = bytes + 2 * key.length + tagged.tags.length * BYTES_OF_TAG + BYTES_OF_ENTRY;
    const { turn, at: begunAt } = begun;
    const entry = { ...tagged, since: this.clock(), begunAt, turn, bytes: size };
    if (this.isRight(entry)) this.entries.set(key, entry);
  }

  /** Counts more bytes for a value that has grown, such as by a compressed copy of itself. */
  grow(key: string, bytes: number): void {
    const entry = this.entries.peek(key);
    // As a new object: what is set again as it is keeps its old size.
    if (entry) this.entries.set(key, { ...entry, bytes: entry.bytes + bytes });
  }

  /**
   * Gives up every value with one of these tags. Patiently, a value is given until 0.8 seconds after its
   * load began: drops in quick succession would have it loaded for each of them.
   */
  drop(tags: readonly string[], how: 'at once' | 'patiently' = 'at once'): void {
    this.now += 1;
    const dropped = how === 'at once' ? this.droppedAt : this.patientlyDroppedAt;
    if (dropped.size + tags.length > MOST_DROPPED) {
      this.clear();
      return;
    }
    for (const tag of tags) dropped.set(tag, this.now);
  }

  /** Gives up everything, and what is being loaded. */
  clear(): void {
    this.now += 1;
    this.oldest = this.now;
    this.droppedAt.clear();
    this.patientlyDroppedAt.clear();
    this.entries.clear();
  }

  private isRight(entry: Entry<Value>): boolean {
    if (entry.turn === this.now) return true;
    if (entry.turn < this.oldest) return false;
    const isIn = (dropped: Map<string, number>) =>
      entry.tags.some((tag) => (dropped.get(tag) ?? 0) > entry.turn);
    if (isIn(this.droppedAt)) return false;
    if (isIn(this.patientlyDroppedAt)) return this.clock() - entry.begunAt < PATIENCE_MS;
    entry.turn = this.now;
    return true;
  }
}
