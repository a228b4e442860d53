/**
 * Every event and the type of its payload. The kernel has none of its own; each plugin adds what it
 * writes in its `server/events.ts`:
 *
 * ```ts
 * declare module '../../kernel/server/contract' {
 *   interface EventPayloads { 'order.placed': OrderEvent }
 * }
 * ```
 *
 * A payload may gain fields. What takes one away or changes its meaning is an event of another name.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- others fill it
export interface EventPayloads {}

/** Name in the catalogue of events, object first: `order.placed`. */
export type EventName = keyof EventPayloads;

/** Something that happened, as the listeners will be told. */
export type DomainEvent<N extends EventName = EventName> = {
  [Name in N]: {
    event: Name;
    /** Document id of the object; events of one subject are told in the order they were written. */
    subject: string;
    payload: EventPayloads[Name];
  };
}[N];
