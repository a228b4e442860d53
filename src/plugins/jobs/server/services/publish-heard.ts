import { publish, type DomainEvent, type Transaction } from '../../../kernel/server/contract';
import { heardEvents } from '../sql/heard-events';

/**
 * Writes those of many events that somebody listens to, as `publish` writes all: for changes by the
 * thousand, where an event for each would cost as much as the change. Who begins to listen later hears
 * of none of them, as of everything that was before.
 */
export async function publishHeard(tx: Transaction, events: readonly DomainEvent[]): Promise<void> {
  const names = new Set(events.map(({ event }) => event));
  if (names.size === 0) return;
  const heard = new Set((await tx.query(heardEvents, [[...names]])).map(({ event }) => event));
  await publish(
    tx,
    events.filter(({ event }) => heard.has(event)),
  );
}
