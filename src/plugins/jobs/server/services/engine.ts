import type { Core } from '@strapi/strapi';
import {
  apart,
  databaseOf,
  dukaConfig,
  openPool,
  type Database,
} from '../../../kernel/server/contract';
import { announceListeners } from '../sql/announce-listeners';
import { putBack } from '../sql/put-back';
import type { Looker } from './looker';
import { createPulse } from './pulse';
import { createRegistry, type Listener, type Registry } from './registry';
import { createRelay, errandsOfJobs, type Errand, type Hands } from './relay';
import { createSharedHands } from './shared-hands';
import { createTail, type Tail } from './tail';
import { workEvent, workEvents, workJobs, type Work } from './work';

const CONNECTIONS = 5;
/** By which the followers of all processes are known together. */
const FOLLOWERS = 'jobs.followers';

/** What of this process hears of events and works jobs. */
export interface Engine {
  registry: Registry;
  tail: Tail;
  /** Says in the database which events the listeners and followers of this process want. */
  announce(): Promise<void>;
  /** Begins to work, when every plugin has said what it listens to. */
  begin(): Promise<void>;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Makes what hears of events and works jobs in this process; it begins when everything is there.
 */
export function createEngine({ strapi }: { strapi: Core.Strapi }): Engine {
  const config = dukaConfig(strapi);
  const database = databaseOf(strapi);
  const warn = (message: string) => void strapi.log.warn(`jobs: ${message}`);
  const registry = createRegistry();
  const pulse = createPulse(config.databaseUrl, warn);
  const tail = createTail(database, pulse, warn);
  let working: { relay: Looker; hands: Hands; own: Database } | undefined;

  const announce = async () => {
    const followed = { name: FOLLOWERS, events: tail.followed(), inOrder: false };
    const all: Pick<Listener, 'name' | 'events' | 'inOrder'>[] = [
      ...registry.listeners.values(),
      followed,
    ];
    await database.query(announceListeners, [
      all.map(({ name }) => name),
      all.map(({ events }) => (events === 'all' ? null : events.join(','))),
      all.map(({ inOrder = false }) => inOrder),
      all.map((one) => one === followed),
    ]);
  };

  return {
    registry,
    tail,
    announce,
    async begin() {
      await announce();
      if (!config.isWorker) return;
      // Of its own: a request must not wait for a connection that works in the background.
      const own = openPool(strapi, { name: 'duka-jobs', poolSize: CONNECTIONS });
      const take = (name: string, jobIds: readonly number[]) => {
        const errands = errandsOfJobs(name, jobIds);
        apart(() => hands.give(errands)).catch((error: unknown) => warn(String(error)));
      };
      const hands: Hands = createSharedHands({
        databaseUrl: config.databaseUrl,
        redisUrl: config.redisUrl,
        warn,
        work: async (errand) => {
          await work(own, registry, errand, { warn, take });
          if (registry.listeners.get(errand.name)?.inOrder !== true) return;
          // What stood behind these can go on.
          await own.query(putBack, [errand.ids]).catch(() => undefined);
          working?.relay.wake();
        },
      });
      working = { own, hands, relay: createRelay(own, hands, pulse, warn) };
    },
    async stop() {
      await tail.stop();
      await working?.relay.stop();
      await working?.hands.stop();
      await pulse.stop();
      await working?.own.close();
    },
  };
}

/** Works an errand. What cannot be worked now is handed over again. */
async function work(
  database: Database,
  { listeners, jobs }: Registry,
  { name, ids, together }: Errand,
  how: Work,
): Promise<void> {
  const listener = listeners.get(name);
  const job = jobs.get(name);
  try {
    // What only a newer or an older release knows, that one will be handed in time.
    if (job !== undefined) await workJobs(database, job, ids, how.warn);
    if (listener === undefined) return;
    if (together) await workEvents(database, listener, ids, how);
    else for (const id of ids) await workEvent(database, listener, id, how);
  } catch (error) {
    how.warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
