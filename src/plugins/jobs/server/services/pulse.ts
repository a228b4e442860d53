import { Client } from 'pg';
import { apart, newSecretId, onPublished } from '../../../kernel/server/contract';

const CHANNEL = 'duka_events';
/** Commits of so long are told together. */
const MERGE_MS = 10;
const RECONNECT_MS = 2_000;
/** Between two that other processes are told: theirs is a statement each, and they rest as long. */
const APART_MS = 40;

/** Tells that something was committed, here or in another process. It may miss one: look by itself too. */
export interface Pulse {
  onBeat(listener: () => void): void;
  stop(): Promise<void>;
}

/**
 * Hears of commits. Those of this process tell it by a call, those of others by a NOTIFY that each
 * sends after its commits, from a connection of its own: in the transaction itself it would take a
 * lock that all commits of the database queue for.
 */
export function createPulse(databaseUrl: string, warn: (message: string) => void): Pulse {
  const listeners = new Set<() => void>();
  const own = newSecretId();
  let client: Client | undefined;
  let merging: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;
  let reconnecting: NodeJS.Timeout | undefined;
  /** Whether the others were told just now. */
  let resting = false;
  let owing = false;
  let away = false;
  let stopped = false;

  const beat = () => listeners.forEach((listener) => listener());

  const connect = async () => {
    const connection = new Client({
      connectionString: databaseUrl,
      application_name: 'duka-events',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    let gone = false;
    const lose = (error?: Error) => {
      if (gone) return;
      gone = true;
      client = undefined;
      connection.end().catch(() => undefined);
      if (stopped) return;
      if (!away) warn(`PostgreSQL is away: ${error?.message ?? 'it closed the connection'}`);
      away = true;
      reconnecting = setTimeout(() => void connect(), RECONNECT_MS);
    };
    connection.on('error', lose);
    connection.on('end', () => lose());
    connection.on('notification', ({ payload }) => {
      if (payload !== own) beat();
    });
    try {
      await connection.connect();
      await connection.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      lose(error as Error);
      return;
    }
    if (stopped) return lose();
    client = connection;
    away = false;
    // What was told meanwhile was not heard.
    beat();
  };

  const tell = () => {
    merging = undefined;
    beat();
    tellOthers();
  };

  const tellOthers = () => {
    owing = resting;
    if (client === undefined || resting) return;
    resting = true;
    client
      .query('SELECT pg_notify($1, $2)', [CHANNEL, own])
      // Where it cannot be sent, the others find out when they look by themselves.
      .catch(() => undefined)
      .finally(() => {
        rest = apart(() => setTimeout(endRest, APART_MS));
      });
  };

  const endRest = () => {
    resting = false;
    if (owing) tellOthers();
  };

  const deaf = onPublished(() => {
    merging ??= apart(() => setTimeout(tell, MERGE_MS));
  });
  void connect();

  return {
    onBeat: (listener) => void listeners.add(listener),
    async stop() {
      stopped = true;
      deaf();
      clearTimeout(reconnecting);
      clearTimeout(merging);
      clearTimeout(rest);
      if (merging !== undefined || owing) {
        resting = false;
        tell();
      }
      await client?.end().catch(() => undefined);
    },
  };
}
