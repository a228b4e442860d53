import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 500;

/**
 * Does something that must be noted, again and again while it fails: PostgreSQL may be away for a moment.
 *
 * @param until on the clock of `performance.now()`
 * @throws what it failed with last, when the time is over
 */
export async function insist(until: number, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() + PAUSE_MS >= until) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
