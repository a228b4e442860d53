import type { Transaction } from '../database/database';
import type { DomainEvent } from '../domain/events';
import { appendEvents } from '../sql/append-events';
import { currentCorrelation } from '../sight/activity';

const listeners = new Set<() => void>();

/**
 * Writes events in the transaction of the change they tell of, so that there is never one without
 * the other. The lower floor writes and does not know who listens.
 *
 * The sequence of an object is the id of its rows: whoever changes an object holds the lock on its row
 * before it writes here, so what commits later has the larger id.
 */
export async function publish(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  tx.onCommit(tellPublished);
  await tx.query(appendEvents, [
    events.map(({ event }) => event),
    events.map(({ subject }) => subject),
    events.map(({ payload }) => JSON.stringify(payload)),
    currentCorrelation() ?? null,
  ]);
}

/**
 * Has `listener` called in this process after each commit that wrote events. It is on the way of a
 * request: it may set a flag or a timer, and no more.
 *
 * @returns what ends that
 */
export function onPublished(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Wakes those who work what has been written, after the commit. */
export function tellPublished(): void {
  for (const listener of listeners) listener();
}
