import type { Database } from '../../../kernel/server/contract';
import { countSearches, type CountedQuery } from '../sql/count-searches';

/** Different queries at most that are counted between two writes; what is beyond is not. */
const MOST_QUERIES = 2_000;
/** Milliseconds between two writes. */
const PAUSE_MS = 5_000;

export interface SearchLog {
  searched(query: string, hits: number): void;
  clicked(query: string): void;
  ordered(query: string): void;
  /** Writes what was counted; called by itself every few seconds. */
  write(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Counts what is searched for in memory and writes it together, so that a search costs nothing for
 * it. A process that is killed loses its last seconds of counting. Nothing tells who searched.
 */
export function createSearchLog(database: Database, warn: (message: string) => void): SearchLog {
  let counts = new Map<string, CountedQuery>();
  let writing: Promise<void> = Promise.resolve();

  const countOf = (query: string): CountedQuery => {
    const none = { query, searches: 0, without_hit: 0, hits: 0, clicks: 0, orders: 0 };
    const known = counts.get(query) ?? none;
    if (counts.has(query) || counts.size < MOST_QUERIES) counts.set(query, known);
    return known;
  };
  const write = async (): Promise<void> => {
    await writing;
    if (counts.size === 0) return;
    const counted = JSON.stringify([...counts.values()]);
    counts = new Map();
    writing = database.query(countSearches, [counted]).then(
      () => undefined,
      (error: unknown) => {
        warn(`search: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
    await writing;
  };
  const timer = setInterval(() => void write(), PAUSE_MS);
  timer.unref();

  return {
    searched(query, hits) {
      const count = countOf(query);
      count.searches += 1;
      count.hits += hits;
      if (hits === 0) count.without_hit += 1;
    },
    clicked(query) {
      countOf(query).clicks += 1;
    },
    ordered(query) {
      countOf(query).orders += 1;
    },
    write,
    async stop() {
      clearInterval(timer);
      await write();
    },
  };
}
