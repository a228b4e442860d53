import type { Database } from '../../../kernel/server/contract';
import { readNews, type NewsRow } from '../sql/read-news';
import { happened } from './happened';
import { createLooker } from './looker';
import type { Pulse } from './pulse';
import type { Follower, Happened } from './registry';

const PAGE = 500;
const TRIES = 3;

/** What followers of this process are told from. */
export interface Tail {
  follow(follower: Follower): void;
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

  const look = async () => {
    let upTo: string | null = null;
    for (let after = 0; ;) {
      const rows: NewsRow[] = await database.query(readNews, [seen, upTo, after, PAGE]);
      upTo = rows[0]?.upto ?? null;
      const news = rows.flatMap((row) => (row.id === null ? [] : [happened(row)]));
      for (const follower of followers) await tell(follower, news, warn);
      const last = news.at(-1);
      if (last === undefined || news.length < PAGE) break;
      after = last.id;
    }
    seen = upTo;
  };

  return {
    follow(follower) {
      followers.push(follower);
      if (looker !== undefined) return;
      looker = createLooker({ everyMs: 500, restMs: 40, look, warn });
      // The first look finds where the present is.
      looker.wake();
      pulse.onBeat(looker.wake);
    },
    async stop() {
      await looker?.stop();
    },
  };
}

async function tell(
  { name, events, handle }: Follower,
  news: readonly Happened[],
  warn: (message: string) => void,
): Promise<void> {
  const wanted = events === 'all' ? news : news.filter(({ event }) => events.includes(event));
  if (wanted.length === 0) return;
  for (let turn = 1; ; turn += 1) {
    try {
      return await handle(wanted);
    } catch (error) {
      warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      if (turn === TRIES) return;
    }
  }
}
