import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects what loading the shop has left behind, a third of the heap: V8 by itself keeps it for a minute or
 * more, and keeps its heap at that size. It takes some 150 ms, so call it before the port is open.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
