import type { TransitionTable } from '../../../kernel/server/contract';
import { SHIPMENT_STATES, type ShipmentStatus } from './shipments';
import { isAmendable, ORDER_STATES, type OrderActor, type OrderStatus } from './states';

/** The states that somebody may choose from, by the state that something is in. */
type Choices<State extends string> = Record<State, State[]>;

/** What the back office may choose from, of orders and of their shipments one by one. */
export interface Moves {
  orders: Choices<OrderStatus>;
  shipments: Choices<ShipmentStatus>;
  /** States in which lines and addresses of an order can be put right. */
  amendable: OrderStatus[];
}

/** Where somebody may move orders and shipments, by the states that those are in. */
export function movesOf(actor: OrderActor): Moves {
  return {
    orders: choicesOf(ORDER_STATES, actor),
    shipments: choicesOf(SHIPMENT_STATES, 'store'),
    amendable: (Object.keys(ORDER_STATES) as OrderStatus[]).filter(isAmendable),
  };
}

function choicesOf<State extends string, Actor extends string>(
  table: TransitionTable<State, Actor>,
  actor: Actor,
): Choices<State> {
  const states = Object.keys(table) as State[];
  const after = (from: State) => states.filter((to) => table[from][to]?.includes(actor));
  return Object.fromEntries(states.map((from) => [from, after(from)])) as Choices<State>;
}
