import { Client, types, type ClientConfig } from 'pg';
import type { Errand } from './relay';
import { within } from './within';

/** Errands that are worked at once in a process. Events are quick; jobs wait for somebody outside. */
const AT_ONCE = { event: 4, job: 4 } as const;
const LIMIT_MS = 2_000;
/** Seconds between two looks of an idle worker, which is told when something comes. */
const IDLE_SECONDS = 30;
/** What was stalled is worked again: it is only a hint, what is done is known in the ledger. */
const MOST_STALLS = 10;

export interface QueueOptions {
  /** PostgreSQL's address, whose name keeps shops apart that share a Redis. */
  databaseUrl: string;
  /** Where BullMQ keeps its queues; in PostgreSQL where there is none. */
  redisUrl: string | undefined;
  /** Never rejects. */
  work(errand: Errand): Promise<void>;
  warn(message: string): void;
}

/** The queues, with this process among their workers. */
export interface OpenQueues {
  add(errands: readonly Errand[]): Promise<void>;
  /** How many errands no worker has taken yet. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

interface OpenQueue {
  queue: {
    addBulk(jobs: { name: string; data: Errand }[]): Promise<unknown>;
    getWaitingCount(): Promise<number>;
    waitUntilReady(): Promise<unknown>;
  } & Part;
  work(): Part;
}

interface Part {
  on(event: 'error', listener: () => void): unknown;
  close(): Promise<void>;
}

/** Opens BullMQ's two queues and begins to work them. The library is loaded here and not before. */
export async function openQueues(options: QueueOptions): Promise<OpenQueues> {
  const open = options.redisUrl === undefined ? await inPostgres(options) : await inRedis(options);
  const queues = { event: open('event'), job: open('job') };
  const parts: Part[] = [];
  const keep = (part: Part) => {
    // The caller says once that they are away; BullMQ has an error for each attempt to reach them.
    part.on('error', () => undefined);
    parts.push(part);
  };
  const close = async () => {
    const closed = Promise.all(parts.map((part) => part.close()));
    await within(LIMIT_MS, closed).catch(() => options.warn('the queues were away at the end'));
  };
  const all = Object.values(queues);
  all.forEach(({ queue }) => keep(queue));
  try {
    for (const { queue } of all) await queue.waitUntilReady();
  } catch (error) {
    await close();
    throw error;
  }
  all.forEach(({ work }) => keep(work()));
  return {
    async add(errands) {
      for (const kind of ['event', 'job'] as const) {
        const mine = errands.filter((errand) => errand.kind === kind);
        if (mine.length === 0) continue;
        await queues[kind].queue.addBulk(mine.map((data) => ({ name: data.name, data })));
      }
    },
    async waiting() {
      const counts = await Promise.all(all.map(({ queue }) => queue.getWaitingCount()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    close,
  };
}

/** Strapi has pg give `jsonb` as text in the whole process. */
const PARSED = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.JSONB
      ? (text: string) => JSON.parse(text) as unknown
      : (types.getTypeParser(oid, format) as unknown)) as typeof types.getTypeParser,
};

type Open = (kind: Errand['kind']) => OpenQueue;

const jobOptions = { removeOnComplete: true, removeOnFail: true };

function workerOptions(kind: Errand['kind']) {
  return {
    concurrency: AT_ONCE[kind],
    drainDelay: IDLE_SECONDS,
    maxStalledCount: MOST_STALLS,
  };
}

async function inRedis({ databaseUrl, redisUrl: url, work }: QueueOptions): Promise<Open> {
  const { Queue, Worker } = await import('bullmq');
  const prefix = `duka-${new URL(databaseUrl).pathname.slice(1)}`;
  return (kind) => ({
    queue: new Queue(`${kind}s`, {
      prefix,
      // Nobody waits for a Redis that is away.
      connection: { url, enableOfflineQueue: false, commandTimeout: LIMIT_MS },
      defaultJobOptions: jobOptions,
    }),
    work: () =>
      new Worker(`${kind}s`, ({ data }: { data: Errand }) => work(data), {
        ...workerOptions(kind),
        prefix,
        connection: { url, maxRetriesPerRequest: null },
      }),
  });
}

/**
 * BullMQ asks the version of its tables by a connection that it does not listen to: one that broke between two
 * of those statements would end the process. As it is, the next statement fails.
 */
class HeardClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

async function inPostgres({ databaseUrl, work }: QueueOptions): Promise<Open> {
  const { createPostgresBackend, Queue, Worker } = await import('bullmq');
  const connection = (max: number) => ({
    connectionString: databaseUrl,
    max,
    migrate: true,
    application_name: 'duka-bullmq',
    options: '-c timezone=UTC',
    types: PARSED,
    Client: HeardClient,
  });
  return (kind) => ({
    queue: new Queue(
      `${kind}s`,
      { connection: connection(1), defaultJobOptions: jobOptions },
      createPostgresBackend,
    ),
    work: () =>
      new Worker(
        `${kind}s`,
        ({ data }: { data: Errand }) => work(data),
        { ...workerOptions(kind), connection: connection(2) },
        createPostgresBackend,
      ),
  });
}
