import { setTimeout as sleep } from 'node:timers/promises';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';

const PAUSE_MS = 500;

const changesLeft = statement<[], { remain: boolean }>(
  'bench.changes_left',
  'SELECT EXISTS (SELECT FROM search_changes) AS remain',
);

/** Until a running shop's search index is in step with its catalogue. */
export async function untilIndexed(database: Database): Promise<void> {
  for (;;) {
    const [row] = await database.query(changesLeft, []);
    if (row?.remain === false) return;
    await sleep(PAUSE_MS);
  }
}
