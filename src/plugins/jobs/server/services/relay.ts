import type { Database } from '../../../kernel/server/contract';
import { offerJobs } from '../sql/offer-jobs';
import { relayEvents } from '../sql/relay-events';
import { createLooker, type Looker } from './looker';
import type { Pulse } from './pulse';

const BATCH = 200;
/** Events of an errand: few enough that several workers share what comes at once. */
const ERRAND = 20;
/** Jobs of an errand. They wait for somebody outside, side by side. */
const SIDE_BY_SIDE = 16;
/** What is committed meanwhile is handed over together, which costs much less. */
const REST_MS = 300;
/** Seconds until what was handed over is handed over again, where nothing is heard of it. */
export const PATIENCE_SECONDS = 15;
/** So often a job may end its worker before it is taken to be its fault. */
const MOST_OFFERS = 20;

/** Jobs that one worker works. */
export interface Errand {
  kind: 'event' | 'job';
  /** Of their listener, or of their kind of job. */
  name: string;
  /** Of the jobs. */
  ids: readonly number[];
  /** Whether events are worked in one transaction, and not one after the other. */
  together: boolean;
}

/** Those who work the jobs, here or in another process. */
export interface Hands {
  /** Whether they have work enough for now. */
  full(): Promise<boolean>;
  give(errands: readonly Errand[]): Promise<void>;
  stop(): Promise<void>;
}

/** Hands committed events and queued jobs to workers, woken by a commit and every second. */
export function createRelay(
  database: Database,
  hands: Hands,
  pulse: Pulse,
  warn: (message: string) => void,
): Looker {
  const look = async () => {
    for (;;) {
      if (await hands.full()) return;
      const relayed = await database.query(relayEvents, [BATCH, PATIENCE_SECONDS]);
      const fresh = relayed.flatMap(({ id, name }) =>
        id === null || name === null
          ? []
          : [{ id, name, kind: 'event' as const, most: ERRAND, together: true }],
      );
      const due = await database.query(offerJobs, [BATCH, PATIENCE_SECONDS, MOST_OFFERS]);
      const offered = due
        .filter(({ state }) => state === 'waiting')
        .map(({ id, name, is_event, in_order, offers }) => ({
          id,
          name,
          kind: is_event ? ('event' as const) : ('job' as const),
          // What is to be done in order stays together, else two workers would be at it.
          most: in_order ? BATCH : is_event ? ERRAND : offers === 1 ? SIDE_BY_SIDE : 1,
          // One that has ended its worker must not take others along again.
          together: offers === 1,
        }));
      const errands = errandsOf([...fresh, ...offered]);
      if (errands.length > 0) await hands.give(errands);
      const events = new Set(relayed.map((row) => row.event_id)).size;
      if (events < BATCH && due.length < BATCH) return;
    }
  };
  const looker = createLooker({ everyMs: 1_000, restMs: REST_MS, look, warn });
  pulse.onBeat(looker.wake);
  return looker;
}

interface Offer {
  id: number;
  name: string;
  kind: Errand['kind'];
  /** How many of its name one worker takes. */
  most: number;
  together: boolean;
}

/** Errands of jobs of one name that can be done now. */
export function errandsOfJobs(name: string, ids: readonly number[]): Errand[] {
  return errandsOf(
    ids.map((id) => ({ id, name, kind: 'job', most: SIDE_BY_SIDE, together: true })),
  );
}

function errandsOf(offers: readonly Offer[]): Errand[] {
  const errands: (Errand & { ids: number[] })[] = [];
  const open = new Map<string, Errand & { ids: number[] }>();
  for (const { id, name, kind, most, together } of offers) {
    const last = open.get(name);
    if (last?.together === together && last.ids.length < most) last.ids.push(id);
    else {
      const errand = { kind, name, ids: [id], together };
      open.set(name, errand);
      errands.push(errand);
    }
  }
  return errands;
}
