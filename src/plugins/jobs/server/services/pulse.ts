import { Client } from 'pg';
import { onPublished } from '../../../kernel/server/contract';

const CHANNEL = 'duka_events';
/** Commits of so long are told together. */
const MERGE_MS = 10;
const RECONNECT_MS = 2_000;

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
  const own = String(process.pid);
  let client: Client | undefined;
  let merging: NodeJS.Timeout | undefined;
  let reconnecting: NodeJS.Timeout | undefined;
  let stopped = false;

  const beat = () => listeners.forEach((listener) => listener());

  const lost = (connection: Client, error: Error) => {
    if (client !== connection || stopped) return;
    client = undefined;
    warn(`waits for PostgreSQL: ${error.message}`);
    connection.end().catch(() => undefined);
    reconnecting = setTimeout(connect, RECONNECT_MS);
  };

  const connect = () => {
    const connection = new Client({
      connectionString: databaseUrl,
      application_name: 'duka-events',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = connection;
    connection.on('error', (error) => lost(connection, error));
    connection.on('end', () => lost(connection, new Error('the connection was closed')));
    connection.on('notification', ({ payload }) => {
      if (payload !== own) beat();
    });
    connection
      .connect()
      .then(() => connection.query(`LISTEN ${CHANNEL}`))
      .catch((error: unknown) => lost(connection, error as Error));
  };

  const tell = () => {
    merging = undefined;
    beat();
    // Where it cannot be sent, the others find out when they look by themselves.
    client?.query('SELECT pg_notify($1, $2)', [CHANNEL, own]).catch(() => undefined);
  };

  const deaf = onPublished(() => {
    merging ??= setTimeout(tell, MERGE_MS);
  });
  connect();

  return {
    onBeat: (listener) => void listeners.add(listener),
    async stop() {
      stopped = true;
      deaf();
      clearTimeout(reconnecting);
      if (merging !== undefined) {
        clearTimeout(merging);
        tell();
      }
      await client?.end().catch(() => undefined);
    },
  };
}
