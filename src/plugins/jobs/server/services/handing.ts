import type { Transaction } from '../../../kernel/server/contract';

/** Takes jobs of one name that a transaction has queued, after its commit. */
export type Take = (name: string, jobIds: readonly number[]) => void;

/** Transactions in which a worker handles events, and who takes the jobs that they queue. */
const takers = new WeakMap<Transaction, Take>();

/** Has the jobs that a transaction queues taken at its commit: a worker needs nobody to hand them over. */
export function takeJobsOf(tx: Transaction, take: Take): void {
  takers.set(tx, take);
}

/** Who takes what a transaction hands over; undefined where nobody does. */
export function takerOf(tx: Transaction): Take | undefined {
  return takers.get(tx);
}
