import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { CHANNEL } from './change-triggers';

/** How often this process asks whether it still hears. */
const BEAT_MS = 200;
/** Without an answer for so long the connection is given up. */
const SILENCE_MS = 5_000;
const RETRY_MS = 500;
const BEAT = `SELECT pg_notify('${CHANNEL}', $1)`;

export interface ChangeFeed {
  /**
   * Milliseconds since the moment up to which every commit is known to have been heard of; infinite
   * while there is no connection.
   */
  deafFor(): number;
  stop(): Promise<void>;
}

/**
 * Listens to what PostgreSQL tells of commits, on a connection of its own. PostgreSQL delivers
 * messages in the order of their commits, this process's own beats among them: whoever hears a beat
 * has heard of every commit before it was sent.
 *
 * @param heard is given each message
 * @param lost is called when messages may have been missed
 */
export function listenForChanges(
  url: string,
  heard: (message: string) => void,
  lost: () => void,
  onError: (error: Error) => void,
): ChangeFeed {
  const name = `beat ${randomUUID()}`;
  let heardUpTo = -Infinity;
  let hangUp: (() => void) | undefined;

  const listen = async (): Promise<void> => {
    const client = new Client({
      connectionString: url,
      application_name: 'duka-reads',
      connectionTimeoutMillis: SILENCE_MS,
    });
    let timer: NodeJS.Timeout | undefined;
    let begunAt = 0;
    const ended = new Promise<Error | undefined>((end) => {
      client.on('error', (error) => end(error));
      client.on('end', () => end(undefined));
      hangUp = () => end(undefined);
    });
    client.on('notification', ({ payload = '' }) => {
      if (payload === name) {
        heardUpTo = Math.max(heardUpTo, begunAt);
        begunAt = 0;
      } else if (!payload.startsWith('beat ')) {
        heard(payload);
      }
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      // What was cached before may have changed unheard.
      lost();
      const beat = () => {
        if (begunAt === 0) {
          begunAt = performance.now();
          client.query({ name: 'reads.beat', text: BEAT, values: [name] }).catch(() => hangUp?.());
        } else if (performance.now() - begunAt > SILENCE_MS) {
          hangUp?.();
        }
      };
      beat();
      timer = setInterval(beat, BEAT_MS);
      const error = await ended;
      if (error) throw error;
    } finally {
      clearInterval(timer);
      hangUp = undefined;
      heardUpTo = -Infinity;
      lost();
      client.end().catch(() => undefined);
    }
  };

  const stop = new AbortController();
  const listening = (async () => {
    while (!stop.signal.aborted) {
      await listen().catch(onError);
      await sleep(RETRY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();

  return {
    deafFor: () => performance.now() - heardUpTo,
    async stop() {
      stop.abort();
      hangUp?.();
      await listening;
    },
  };
}
