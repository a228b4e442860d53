import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, EventName } from '../../../kernel/server/contract';
import { readNews, type NewsRow } from '../sql/read-news';
import { happened } from './happened';
import { createLooker } from './looker';
import type { Pulse } from './pulse';
import type { Follower, Happened } from './registry';

const PAGE = 500;
/** Between the tries of a follower that throws: PostgreSQL may be away for a moment. */
const PAUSES_MS = [100, 500, 2_000, 5_000];

/** What followers of this process are told from. */
export interface Tail {
  follow(follower: Follower): void;
  /** The events that somebody follows. */
  followed(): readonly EventName[] | 'all';
  stop(): Promise<void>;
}

/** Reads what is committed, from now on, and tells the followers of this process. */
export function createTail(
  database: Database,
  pulse: Pulse,
  warn: (message: string) => void,
): Tail {
  const followers: Follower[] = [];
  let seen: string | null = null;
  let looker: ReturnType<typeof createLooker> | undefined;
  const stopping = new AbortController();

  /** @returns whether there is another try */
  const pause = async (tries: number): Promise<boolean> => {
    const milliseconds = PAUSES_MS[tries - 1];
    if (milliseconds === undefined) return false;
    const { signal } = stopping;
    return sleep(milliseconds, true, { signal }).catch(() => false);
  };

  const tell = async (follower: Follower, news: readonly Happened[]): Promise<void> => {
    const { name, events, handle } = follower;
    const wanted = events === 'all' ? news : news.filter(({ event }) => events.includes(event));
    if (wanted.length === 0) return;
    for (let tries = 1; ; tries += 1) {
      try {
        return await handle(wanted);
      } catch (error) {
        warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        if (!(await pause(tries))) return follower.missed?.();
      }
    }
  };

  const followed = (): readonly EventName[] | 'all' => {
    const wanted = followers.map(({ events }) => events);
    return wanted.includes('all') ? 'all' : [...new Set(wanted.flat() as EventName[])];
  };

  const look = async () => {
    const names = followed();
    let upTo: string | null = null;
    for (let after = 0; ;) {
      const rows: NewsRow[] = await database.query(readNews, [
        seen,
        upTo,
        after,
        PAGE,
        names === 'all' ? null : [...names],
      ]);
      upTo = rows[0]?.upto ?? null;
      const news = rows.flatMap((row) => (row.id === null ? [] : [happened(row)]));
      for (const follower of followers) await tell(follower, news);
      const last = news.at(-1);
      if (last === undefined || news.length < PAGE) break;
      after = last.id;
    }
    seen = upTo;
  };

  return {
    followed,
    follow(follower) {
      followers.push(follower);
      if (looker !== undefined) return;
      looker = createLooker({ everyMs: 500, restMs: 40, look, warn });
      // The first look finds where the present is.
      looker.wake();
      pulse.onBeat(looker.wake);
    },
    async stop() {
      stopping.abort();
      await looker?.stop();
    },
  };
}
