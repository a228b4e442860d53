import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../services/database';
import { metric } from '../sight/metrics';
import { listenForChanges, type ChangeFeed } from './change-feed';
import { droppedBy } from './changes';
import { TaggedCache } from './tagged-cache';
import type { Answer } from './answer';

/** The promise: what is answered holds every commit that is older than this. */
const PROMISED_AGE_MS = 1_000;

/** What public reads keep in this process. */
export interface ReadCache {
  answers: TaggedCache<Answer>;
  /** How many documents a list has, by its conditions. */
  totals: TaggedCache<number>;
  /** Whether everything that is kept holds every commit but those of the last second. */
  isTrusted(): boolean;
  stop(): Promise<void>;
}

const TOTALS_BYTES = 1_000_000;

/**
 * The cache of this process. It begins to listen to PostgreSQL when it is first asked, so that
 * commands, which answer nobody, have no connection for it.
 */
export function createReadCache({ strapi }: { strapi: Core.Strapi }): ReadCache {
  const { databaseUrl, readCacheBytes } = dukaConfig(strapi);
  const answers = new TaggedCache<Answer>(Math.max(readCacheBytes, 1));
  const totals = new TaggedCache<number>(TOTALS_BYTES);
  const caches = [answers, totals];
  let away = false;
  let feed: ChangeFeed | undefined;

  const listen = () =>
    listenForChanges(
      databaseUrl,
      (message) => {
        away = false;
        const drop = droppedBy(message);
        if (drop === undefined) {
          caches.forEach((cache) => cache.clear());
          return;
        }
        answers.drop(drop.tags, drop.how);
        // An answer that is put together from one that waited would have waited twice.
        totals.drop(drop.tags);
      },
      () => caches.forEach((cache) => cache.clear()),
      (error) => {
        // Every attempt to connect anew ends in an error; one line about it is enough.
        if (!away)
          strapi.log.warn(`reads: nothing is kept while PostgreSQL is away: ${error.message}`);
        away = true;
      },
    );

  return {
    answers,
    totals,
    isTrusted() {
      if (readCacheBytes === 0) return false;
      feed ??= listen();
      return feed.deafFor() < PROMISED_AGE_MS;
    },
    stop: async () => feed?.stop(),
  };
}

/** Shows operators how often the cache had what it was asked for, and how much it holds. */
export function showReadCache(strapi: Core.Strapi): void {
  metric(strapi, {
    name: 'duka_read_cache_lookups_total',
    help: 'Looks for a public answer: fresh and stale ones were there, for none it was loaded.',
    type: 'counter',
    labels: ['found'],
    collect: () =>
      Object.entries(readCacheOf(strapi).answers.asked).map(([found, value]) => ({
        labels: { found },
        value,
      })),
  });
  metric(strapi, {
    name: 'duka_read_cache_bytes',
    help: 'Bytes of the answers that are kept.',
    collect: () => readCacheOf(strapi).answers.bytes,
  });
}

/** The one of this process. */
export function readCacheOf(strapi: Core.Strapi): ReadCache {
  return strapi.plugin('kernel').service('read-cache') as ReadCache;
}
