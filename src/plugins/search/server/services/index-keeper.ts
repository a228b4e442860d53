import type { Database } from '../../../kernel/server/contract';
import type { SearchEngine } from '../domain/engine';
import { hasChanges } from '../sql/has-changes';
import { noteAll } from '../sql/note-all';
import { pruneVocabulary } from '../sql/prune-vocabulary';
import { readVersion } from '../sql/read-version';
import { takeChanges } from '../sql/take-changes';
import { vacuumDocuments, vacuumPostings } from '../sql/vacuum';

/** Milliseconds between two looks into the queue. */
const PAUSE = 250;
const CHANGES_A_BATCH = 500;
/** After so many products the tables are tidied at once. */
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
 */
export function createIndexKeeper(
  database: Database,
  engine: SearchEngine,
  version: string,
  warn: (message: string) => void,
): IndexKeeper {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let stopped = false;
  let untidied = 0;

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
    await database.query(vacuumPostings, []);
    await database.query(vacuumDocuments, []);
  };

  const catchUp = async (): Promise<void> => {
    for (;;) {
      await workAll();
      const [row] = await database.query(hasChanges, []);
      if (stopped || !row?.remains) return;
      // Another process, or this one's own look, is at it.
      await new Promise((done) => setTimeout(done, PAUSE));
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
        .catch((error: unknown) => {
          warn(`search: ${error instanceof Error ? error.message : String(error)}`);
        })
        .then(() => {
          if (!stopped) look();
        });
    }, PAUSE);
  };

  const first = async (): Promise<void> => {
    const [known] = await database.query(readVersion, []);
    if (known?.version !== version) await rebuild();
  };

  return {
    begin() {
      working = first()
        .catch((error: unknown) => {
          warn(`search: ${error instanceof Error ? error.message : String(error)}`);
        })
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
