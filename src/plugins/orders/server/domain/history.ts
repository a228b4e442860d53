import type { OrderActor, OrderStatus } from './states';

/** Who does something to an order. */
export interface Actor {
  kind: OrderActor;
  /** Id of the customer, the admin user or the API token; null for guests and the shop itself. */
  id: string | null;
  /** As the people of the shop know them; never shown to customers. */
  name: string | null;
}

/** The shop itself, such as when money comes in. */
export const THE_SHOP: Actor = { kind: 'system', id: null, name: null };

/** Somebody as the stock's movements name them: `staff:7`. */
export function inventoryName({ kind, id }: Actor): string {
  return id === null ? kind : `${kind}:${id}`;
}

/** What a row of history tells of. */
export type HistoryKind = 'status' | 'shipment' | 'lines' | 'address' | 'tracking' | 'note';

/** Something that happened to an order. */
export interface HistoryEntry {
  kind: HistoryKind;
  /** The state before; null where the order was placed. */
  from: OrderStatus | null;
  /** The state after, which only a `status` changes. */
  to: OrderStatus;
  by: Actor;
  /** What was changed, beside the state. */
  change: string | null;
  /** Why, in the words of who did it. */
  note: string | null;
  /** Whether it is for the people of the shop alone. */
  internal: boolean;
}

const NAMELESS: Readonly<Record<OrderActor, string>> = {
  customer: 'the customer',
  staff: 'staff',
  machine: 'an API token',
  system: 'the shop',
};

/** One line about an entry, for lists of the admin panel. */
export function headlineOf({ kind, to, by, change, note, internal }: HistoryEntry): string {
  const what = kind === 'status' ? to : internal ? `internal ${kind}` : kind;
  const why = [change, note].filter((text) => text !== null);
  return [`${what} by ${by.name ?? NAMELESS[by.kind]}`, ...why].join(': ');
}
