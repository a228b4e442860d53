import type { Database } from '../../../kernel/server/contract';
import type { SearchEngine } from '../domain/engine';
import { hasChanges } from '../sql/has-changes';
import { noteAll } from '../sql/note-all';
import { pruneVocabulary } from '../sql/prune-vocabulary';
import { readVersion } from '../sql/read-version';
import { takeChanges } from '../sql/take-changes';

/** Milliseconds between two looks into the queue. */
const PAUSE_MS = 250;
/** An editor waits for one batch of an import's at most. */
const CHANGES_A_BATCH = 250;
/** After so many products the tables are tidied. */
const MANY = 5_000;
/** Any number, as long as nothing else takes it. */
const LOCK = 684_208;

export interface IndexKeeper {
  /** Looks after the index from now on. */
  begin(): void;
  /** Has the whole index made anew, while it is searched; gives how many products are to be gone through. */
  rebuild(): Promise<number>;
  /** Works what has been noted until nothing is left. */
  catchUp(): Promise<void>;
  /** Ends with the batch that is under way. */
  stop(): Promise<void>;
}

/**
 * Keeps the index in step with the catalogue by the notes in `search_changes`. Every process that
 * runs schedules looks, one at a time works.
 *
 * @param version what of the settings the index depends on: another one than last time has it made anew
 * @param vacuum tidies the tables after many rows came
 */
export function createIndexKeeper(
  database: Database,
  engine: SearchEngine,
  version: string,
  vacuum: () => Promise<void>,
  warn: (message: string) => void,
): IndexKeeper {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let tidying: Promise<void> | undefined;
  let stopped = false;
  let untidied = 0;
  let lastFailure = '';

  /** What goes wrong at every look is told once. */
  const tell = (error: unknown): void => {
    const failure = error instanceof Error ? error.message : String(error);
    if (failure !== lastFailure) warn(`search: ${failure}`);
    lastFailure = failure;
  };

  /** @returns how many products were worked; 0 also where another process is at it */
  const workBatch = () =>
    database.transaction(async (tx) => {
      const rows = await tx.query(takeChanges, [CHANGES_A_BATCH, LOCK]);
      const ids = rows.map((row) => row.document_id).sort();
      if (ids.length > 0) await engine.index(tx, ids);
      return ids.length;
    });

  const workAll = async (): Promise<void> => {
    for (;;) {
      const worked = stopped ? 0 : await workBatch();
      if (worked === 0) break;
      untidied += worked;
    }
    if (untidied < MANY || stopped) return;
    untidied = 0;
    await database.query(pruneVocabulary, []);
    // It may take minutes, which no edit may wait for.
    tidying ??= vacuum()
      .catch(tell)
      .finally(() => {
        tidying = undefined;
      });
  };

  const catchUp = async (): Promise<void> => {
    for (;;) {
      await workAll();
      const [row] = await database.query(hasChanges, []);
      if (stopped || !row?.remains) return;
      // Another process, or this one's own look, is at it.
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  };

  const rebuild = async (): Promise<number> => {
    await engine.prepare();
    const [row] = await database.query(noteAll, []);
    return row?.noted ?? 0;
  };

  const look = (): void => {
    timer = setTimeout(() => {
      working = workAll()
        .then(() => (lastFailure = ''), tell)
        .then(() => {
          if (!stopped) look();
        });
    }, PAUSE_MS);
  };

  const first = async (): Promise<void> => {
    const [known] = await database.query(readVersion, []);
    if (known?.version !== version) await rebuild();
  };

  return {
    begin() {
      working = first()
        .catch(tell)
        .then(() => {
          if (!stopped) look();
        });
    },
    rebuild,
    catchUp,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await working;
    },
  };
}
