import { LRUCache } from 'lru-cache';
import type { Database } from '../../../kernel/server/contract';
import { DocumentColumns } from '../domain/document-columns';
import { postingList, type PostingList } from '../domain/posting-list';
import { KEPT_HOURS } from '../sql/prune-changes';
import {
  DOCUMENTS_A_LOAD,
  DOCUMENTS_A_LOOK,
  FACETS_A_LOOK,
  loadIndex,
  readIndexChanges,
  WRITES_A_LOOK,
  type IndexChanges,
} from '../sql/read-index-changes';
import { readPostings } from '../sql/read-postings';

/** Bytes of posting lists that are kept: of ten million entries. */
const MOST_BYTES = 64 * 1024 * 1024;
const BYTES_AN_ENTRY = 6;
/** Milliseconds after which what happened since may have been forgotten: half of what is kept. */
const LONGEST_AWAY_MS = (KEPT_HOURS * 60 * 60 * 1_000) / 2;
/** Milliseconds between two looks of a process that nobody searches in. */
const IDLE_PAUSE_MS = LONGEST_AWAY_MS / 3;

export interface IndexCopy {
  /**
   * What searches look at, as it was committed at some moment not longer ago than `age` milliseconds
   * before the call.
   */
  columns(age: number): Promise<DocumentColumns>;
  /** The documents of some stems, as they are in the columns or later. */
  lists(terms: readonly string[]): Promise<Map<string, PostingList>>;
  stop(): void;
}

/** Keeps a copy of the index in this process, for as long as it searches. */
export function createIndexCopy(database: Database): IndexCopy {
  const kept = new LRUCache<string, Promise<PostingList>>({ maxSize: MOST_BYTES });
  let state = emptyState();
  let running: { work: Promise<DocumentColumns>; begunAt: number } | undefined;
  let queued: Promise<DocumentColumns> | undefined;
  let idle: NodeJS.Timeout | undefined;

  const follow = async (): Promise<DocumentColumns> => {
    const begunAt = performance.now();
    if (begunAt - state.readAt > LONGEST_AWAY_MS) {
      kept.clear();
      state = emptyState();
    }
    const next = state;
    const [read, documents] =
      next.readAt === 0
        ? ([loadIndex, DOCUMENTS_A_LOAD] as const)
        : ([readIndexChanges, DOCUMENTS_A_LOOK] as const);
    for (let isBehind = true; isBehind;) {
      const [changes] = await database.query(read, [
        next.version,
        next.facet,
        next.write,
        next.snapshot,
        next.due,
      ]);
      if (changes === undefined) break;
      apply(next, changes);
      for (const { terms } of changes.writes) for (const term of terms) kept.delete(term);
      isBehind =
        changes.changed.length === documents ||
        changes.facets.length === FACETS_A_LOOK ||
        changes.writes.length === WRITES_A_LOOK;
    }
    next.readAt = begunAt;
    return next.columns;
  };

  const begin = (): Promise<DocumentColumns> => {
    const work = follow().finally(() => {
      if (running?.work === work) running = undefined;
    });
    running = { work, begunAt: performance.now() };
    idle ??= setInterval(() => {
      // Whoever searches next hears of the failure.
      columns(IDLE_PAUSE_MS).catch(() => undefined);
    }, IDLE_PAUSE_MS).unref();
    return work;
  };

  const columns = (age: number): Promise<DocumentColumns> => {
    const now = performance.now();
    if (running === undefined) {
      return now - state.readAt <= age ? Promise.resolve(state.columns) : begin();
    }
    if (now - running.begunAt < age) return running.work;
    // It may have looked before the call: one more look is for all who came meanwhile.
    queued ??= running.work
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return begin();
      });
    return queued;
  };

  const read = (term: string): Promise<PostingList> => {
    const known = kept.get(term);
    if (known !== undefined) return known;
    const work = database
      .query(readPostings, [term])
      .then(([row]) => postingList(row?.documents ?? null, row?.impacts ?? null));
    kept.set(term, work, { size: 1 });
    work.then(
      ({ documents }) => {
        // Where it is gone, something changed while it was read.
        if (kept.peek(term) === work) {
          kept.set(term, work, { size: 1 + documents.length * BYTES_AN_ENTRY });
        }
      },
      () => {
        if (kept.peek(term) === work) kept.delete(term);
      },
    );
    return work;
  };

  return {
    columns,
    async lists(terms) {
      const unique = [...new Set(terms)];
      const lists = await Promise.all(unique.map(read));
      return new Map(unique.map((term, turn) => [term, lists[turn] as PostingList]));
    },
    stop() {
      clearInterval(idle);
    },
  };
}

/** The columns and up to where the index has been read. */
interface CopyState {
  columns: DocumentColumns;
  version: number;
  facet: number;
  write: number;
  snapshot: string | null;
  due: readonly number[];
  /** When the last look began; 0 before the first. */
  readAt: number;
}

function emptyState(): CopyState {
  return {
    columns: new DocumentColumns(),
    version: 0,
    facet: 0,
    write: 0,
    snapshot: null,
    due: [],
    readAt: 0,
  };
}

function apply(state: CopyState, changes: IndexChanges): void {
  const { columns } = state;
  for (const [id, key] of changes.facets) columns.setFacetKey(id, key);
  for (const [
    id,
    documentId,
    line,
    price,
    createdAt,
    popularity,
    facets,
    available,
  ] of changes.changed) {
    columns.set({ id, documentId, line, price, createdAt, popularity, facets, available });
  }
  for (const [id, available] of changes.stock) columns.setAvailable(id, available);
  for (const { removed } of changes.writes) for (const id of removed) columns.remove(id);
  state.version = changes.version ?? state.version;
  state.facet = changes.facets.at(-1)?.[0] ?? state.facet;
  state.write = changes.writes.at(-1)?.version ?? state.write;
  state.snapshot = changes.snapshot;
  state.due = changes.due;
}
