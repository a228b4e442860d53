import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string | undefined>();

/**
 * The id that ties together what one request set in motion: kept with the events that are written
 * meanwhile, and with the work that they cause. Undefined where nobody has given one.
 */
export function currentCorrelation(): string | undefined {
  return current.getStore();
}

/** Has all that `work` causes carry this id. */
export function withCorrelation<T>(id: string | undefined, work: () => T): T {
  return current.run(id, work);
}
