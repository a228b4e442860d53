import type { Core } from '@strapi/strapi';
import type { Namespace, Server } from 'socket.io';
import { Pool, type PoolClient } from 'pg';
import { dukaConfig } from '../../../kernel/server/contract';

/** What processes tell each other that is no event: nothing is lost where it does not arrive. */
export interface BetweenProcesses {
  /** What can be sold of these stock rows has changed. */
  stock: (stockLevelIds: number[]) => void;
  /** Somebody may do more or less than before. */
  rights: () => void;
}

/** No client comes in here: it is for the processes. */
export const PROCESSES = '/processes';

/** How one process reaches the others. */
export interface Link {
  /** A factory as Socket.IO wants it, by adapters that have no common type. */
  adapterOf: (namespace: unknown) => object;
  close(): Promise<void>;
}

/**
 * The way between processes: Redis where `REDIS_URL` is set, else PostgreSQL. While it is away each
 * process is by itself, and finds the changes of the others when it next looks anyway.
 */
export function openLink(strapi: Core.Strapi): Promise<Link> {
  const { redisUrl, databaseUrl } = dukaConfig(strapi);
  let told = false;
  const warn = (error: Error): void => {
    if (!told) strapi.log.warn(`realtime: other processes are not reached: ${error.message}`);
    told = true;
  };
  const well = (): void => void (told = false);
  return redisUrl === undefined
    ? overPostgres(databaseUrl, warn)
    : overRedis(redisUrl, { warn, well });
}

async function overPostgres(connectionString: string, warn: (error: Error) => void): Promise<Link> {
  const { createAdapter } = await import('@socket.io/postgres-adapter');
  const pool = new Pool({ connectionString, max: 2, application_name: 'duka-sockets' });
  const connections = new Set<PoolClient>();
  pool.on('error', warn);
  pool.on('connect', (connection) => {
    // The adapter keeps one for itself and does not listen for its end.
    connection.on('error', warn);
    connections.add(connection);
  });
  pool.on('remove', (connection) => connections.delete(connection));
  const adapterOf = createAdapter(pool, { channelPrefix: 'duka_sockets', errorHandler: warn });
  return {
    adapterOf,
    close: async () => {
      // A connection that the adapter is still about to take it never gives back: the pool would wait
      // for it for ever.
      pool.end().catch(warn);
      await Promise.all([...connections].map((connection) => connection.end()));
    },
  };
}

async function overRedis(
  url: string,
  { warn, well }: { warn: (error: Error) => void; well: () => void },
): Promise<Link> {
  const [{ Redis }, { createAdapter }] = await Promise.all([
    import('ioredis'),
    import('@socket.io/redis-adapter'),
  ]);
  /** The adapter does not look at what becomes of its commands. */
  class Unattended extends Redis {
    override sendCommand(...args: Parameters<InstanceType<typeof Redis>['sendCommand']>): unknown {
      const sent = super.sendCommand(...args);
      Promise.resolve(sent).catch(warn);
      return sent;
    }
  }
  const out = new Unattended(url, {
    connectionName: 'duka-sockets-out',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  // Subscriptions wait until Redis is there, and are made anew when it comes back.
  const into = new Unattended(url, {
    connectionName: 'duka-sockets-in',
    maxRetriesPerRequest: null,
  });
  for (const redis of [out, into]) redis.on('error', warn).on('ready', well);
  return {
    adapterOf: createAdapter(out, into, { key: 'duka:sockets' }),
    close: () => {
      out.disconnect();
      into.disconnect();
      return Promise.resolve();
    },
  };
}

/** The namespace by which this process tells the others, and hears of them. */
export function openProcesses(io: Server): Namespace<object, object, BetweenProcesses> {
  const processes = io.of(PROCESSES) as Namespace<object, object, BetweenProcesses>;
  processes.use((_socket, next) => next(new Error('Nobody comes in here')));
  return processes;
}
