import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then those who waited for the start have their first answers. */
const DELAY_MS = 1_000;

/**
 * Collects, a moment from now, what loading the shop has left behind, a third of the heap: V8 by itself
 * keeps it for a minute or more, and keeps its heap at that size. It takes some 150 ms, so the port is
 * opened before.
 */
export function collectGarbageSoon(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
  }, DELAY_MS).unref();
}
