import type { HistoryKind } from './history';
import type { OrderActor, OrderStatus } from './states';

/** What happened to an order, as it is read back. */
export interface HistoryRecord {
  kind: HistoryKind;
  to: OrderStatus;
  at: Date;
  actor: OrderActor;
  actorName: string | null;
  change: string | null;
  note: string | null;
  internal: boolean;
}

/** A state that an order came to, as its buyer sees it. */
export function stateToBuyer({ to, at, note }: HistoryRecord): object {
  return { status: to, at, note };
}

/** The same for the people of the shop. */
export function stateToShop(record: HistoryRecord): object {
  return { ...stateToBuyer(record), by: doerOf(record) };
}

/** What else happened to an order, as its buyer sees it. */
export function eventToBuyer({ kind, at, change, note }: HistoryRecord): object {
  return { kind, at, change, note };
}

/** The same for the people of the shop. */
export function eventToShop(record: HistoryRecord): object {
  return { ...eventToBuyer(record), by: doerOf(record), internal: record.internal };
}

function doerOf({ actor, actorName }: HistoryRecord): object {
  return { kind: actor, name: actorName };
}
