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

/** What its buyer sees of it. */
export function presentToBuyer({ kind, to, at, change, note }: HistoryRecord): object {
  return { kind, status: to, at, change, note };
}

/** What the people of the shop see of it. */
export function presentToShop(record: HistoryRecord): object {
  const { actor, actorName, internal } = record;
  return { ...presentToBuyer(record), by: { kind: actor, name: actorName }, internal };
}
