import { setTimeout as sleep } from 'node:timers/promises';

/** Below the time that a test has (patience.ts), so that it ends with a word about what was missing. */
const PATIENCE_MS = 120_000;

/**
 * Waits until a look finds something, and gives what it found.
 *
 * @param what said where it is never found
 */
export async function until<T>(
  look: () => T | false | undefined | Promise<T | false | undefined>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`In vain waited for: ${what}`);
    await sleep(50);
  }
}
