import { statement } from '../../../kernel/server/contract';

/** Keeps others from writing stores, for the few milliseconds between reading and writing a batch. */
export const lockStores = statement<[], never>(
  'stores.lock_stores',
  'LOCK TABLE stores IN SHARE ROW EXCLUSIVE MODE',
);
