import { setTimeout as sleep } from 'node:timers/promises';

/** A provider's access token that all processes of the shop share. */
export interface TokenStore {
  read(): Promise<StoredToken | undefined>;
  /**
   * Whether this process shall fetch a new one, in place of that it knows; for the next ten seconds no
   * other process is told so.
   */
  claim(worn: string | null): Promise<boolean>;
  /** @param seconds for which it is to be used */
  write(token: string, seconds: number): Promise<void>;
  /** Lets others fetch it at once, after this process could not. */
  giveUp(): Promise<void>;
}

export interface StoredToken {
  token: string | null;
  /** For which it is to be used still, by the clock of the database. */
  seconds: number;
}

export interface FreshToken {
  token: string;
  lifeSeconds: number;
}

/** Gives a token that is good; `worn` is one that the provider has just refused. */
export type AccessToken = (worn?: string) => Promise<string>;

/** A token this near to its end is renewed; of one that lives shorter, half of its life is left out. */
const MARGIN_SECONDS = 60;
const LOOK_AGAIN_MS = 50;
const PATIENCE_MS = 6_000;

/**
 * One token for all processes: fetched by one of them, kept by the others. A provider may make the
 * older token worthless when it gives a new one, so each process must not have its own.
 *
 * @param fetch asks the provider for a new one
 */
export function shareToken(store: TokenStore, fetch: () => Promise<FreshToken>): AccessToken {
  let known: { token: string; until: number } | undefined;
  let looking: Promise<string> | undefined;

  const keep = (token: string, seconds: number): string => {
    known = { token, until: performance.now() + seconds * 1_000 };
    return token;
  };

  const look = async (worn: string | undefined): Promise<string> => {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const stored = await store.read();
      const token = stored?.token ?? null;
      if (stored && token !== null && token !== worn && stored.seconds > 0) {
        return keep(token, stored.seconds);
      }
      if (await store.claim(token)) {
        try {
          const { token: fresh, lifeSeconds } = await fetch();
          const seconds = lifeSeconds - Math.min(MARGIN_SECONDS, lifeSeconds / 2);
          await store.write(fresh, seconds);
          return keep(fresh, seconds);
        } catch (error) {
          await store.giveUp();
          throw error;
        }
      }
      await sleep(LOOK_AGAIN_MS);
    }
    throw new Error('No other process has fetched an access token in time');
  };

  return (worn) => {
    if (known !== undefined && known.token !== worn && performance.now() < known.until) {
      return Promise.resolve(known.token);
    }
    looking ??= look(worn).finally(() => (looking = undefined));
    return looking;
  };
}
