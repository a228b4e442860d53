import type { Transaction } from '../database/database';
import { appendEvents } from '../sql/append-events';

/** Something that happened, as the listeners will be told. */
export interface DomainEvent {
  /** Name in the catalogue of events, object first: `order.placed`. */
  event: string;
  /** Document id of the object; events of one subject are told in the order they were written. */
  subject: string;
  payload: Record<string, unknown>;
}

/**
 * Writes events in the transaction of the change they tell of, so that there is never one without
 * the other. The lower floor writes and does not know who listens.
 */
export async function publish(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(appendEvents, [
    events.map(({ event }) => event),
    events.map(({ subject }) => subject),
    events.map(({ payload }) => JSON.stringify(payload)),
  ]);
}
