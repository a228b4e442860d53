import type { EventName, EventPayloads, Transaction } from '../../../kernel/server/contract';

/** An event as those are told who listen. */
export type Happened<Name extends EventName = EventName> = {
  [N in Name]: {
    /** Larger for what was committed later to the same object: the public `sequence`. */
    id: number;
    event: N;
    version: number;
    /** Document id of the object. */
    subject: string;
    payload: EventPayloads[N];
    happenedAt: Date;
    correlationId: string | undefined;
  };
}[Name];

/** Work that an event is the reason for. It does nothing outside the database. */
export type Listener<Name extends EventName = EventName> = ListenerTraits<Name> &
  (
    | {
        /** Runs in the transaction that marks the event handled. */
        handle(tx: Transaction, event: Happened<Name>): Promise<void>;
      }
    | {
        /**
         * The same for events that came together. Where it throws, it is called for each alone; the
         * caller has no correlation id, each event its own.
         */
        handleAll(tx: Transaction, events: readonly Happened<Name>[]): Promise<void>;
      }
  );

interface ListenerTraits<Name extends EventName> {
  /** `<plugin>.<what it does>`, unique. What is waiting for it in the database goes by it. */
  name: string;
  events: readonly Name[] | 'all';
  /** Whether an event waits while an earlier one of the same object is not done; false unless told. */
  inOrder?: boolean;
  /** With `inOrder`: whether it goes on without an event that was given up; false unless told. */
  passesDead?: boolean;
  /** Tries before an event is left for staff to look at; 10 unless told. */
  attempts?: number;
}

/** Who keeps something of this process in step with what is committed. */
export interface Follower<Name extends EventName = EventName> {
  /** `<plugin>.<what it does>`. */
  name: string;
  events: readonly Name[] | 'all';
  /** What throws is called again a few times, over some seconds, while all that comes after waits. */
  handle(events: readonly Happened<Name>[]): Promise<void> | void;
  /** Called where it has thrown each time and these events are passed by. */
  missed?(): void;
}

/** What a job is told of its try. */
export interface Try {
  /** From 1. */
  attempt: number;
  /** Whether the job is dead where this one fails. */
  last: boolean;
}

/** A kind of work that is not in a transaction. */
export interface Job<Payload> {
  /** `<plugin>.<what it does>`, unique. What is waiting for it in the database goes by it. */
  name: string;
  /** Tries before it is left for staff to look at; 8 unless told. */
  attempts?: number;
  /** Seconds before the try after `attempt`; unless told 1 s, doubled each time, up to ten minutes. */
  waitAfter?(attempt: number): number;
  /** May run twice, where a process ends in the middle. Throws where it is to be tried again. */
  run(payload: Payload, job: Try): Promise<void>;
}

/** All that this process knows to do. */
export interface Registry {
  listeners: Map<string, Listener>;
  jobs: Map<string, Job<unknown>>;
}

/** A registry that knows nobody yet. */
export function createRegistry(): Registry {
  return { listeners: new Map(), jobs: new Map() };
}

/**
 * Adds to one of the two.
 *
 * @throws Error where the name is taken
 */
export function register<Entry extends { name: string }>(
  { listeners, jobs }: Registry,
  into: Map<string, Entry>,
  entry: Entry,
): void {
  const { name } = entry;
  if (listeners.has(name) || jobs.has(name)) throw new Error(`Two jobs are named ${name}`);
  into.set(name, entry);
}
