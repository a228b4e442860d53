import type { Core } from '@strapi/strapi';
import {
  currentCorrelation,
  dukaConfig,
  tellPublished,
  type EventName,
  type Transaction,
} from '../../kernel/server/contract';
import type { Engine } from './services/engine';
import { takerOf } from './services/handing';
import { register, type Follower, type Job, type Listener } from './services/registry';
import { PATIENCE_SECONDS } from './services/relay';
import type { Schedule, Scheduler } from './services/scheduler';
import { insertJobs } from './sql/insert-jobs';

export type { Follower, Happened, Job, Listener, Try } from './services/registry';
export { publishHeard } from './services/publish-heard';
export type { Schedule } from './services/scheduler';

/**
 * Has something done for every event, once in effect, on one process: the handler runs in the
 * transaction that marks the event handled, and does nothing that a rollback could not take back; what
 * else is to be done it enqueues. Events that come together are handled together, those of a listener
 * with `handleAll` by one call. A failed event is tried again, waiting longer each time, then set
 * aside as dead for staff to see. Call it in a plugin's `bootstrap`.
 *
 * @throws Error where the name is taken
 */
export function listen<Name extends EventName>(
  strapi: Core.Strapi,
  listener: Listener<Name>,
): void {
  const { registry } = engineOf(strapi);
  register(registry, registry.listeners, listener as Listener);
}

/**
 * Has this process, and every other, told what was committed: within a second, at least once, in the
 * order of the commits of each object. From now on; what was before is in the database.
 */
export function follow<Name extends EventName>(
  strapi: Core.Strapi,
  follower: Follower<Name>,
): void {
  engineOf(strapi).tail.follow(follower as Follower);
}

/**
 * Says how a kind of work is done that is not in a transaction: a mail to send, a provider to call.
 * Call it in a plugin's `bootstrap`.
 *
 * @throws Error where the name is taken
 */
export function defineJob<Payload>(strapi: Core.Strapi, job: Job<Payload>): void {
  const { registry } = engineOf(strapi);
  register(registry, registry.jobs, job as Job<unknown>);
}

/** A job as it is queued. */
export interface NewJob {
  payload: object;
  /** Of jobs with the same name and key only the first is queued, also when it is done already. */
  key?: string;
  /** At once unless told. */
  notBefore?: Date;
  /** Of what it is done for; that of the caller unless told. */
  correlationId?: string | undefined;
}

/** Queues a job in the transaction that wants it. */
export async function enqueue(
  tx: Transaction,
  name: string,
  payload: object,
  options: Omit<NewJob, 'payload'> = {},
): Promise<void> {
  await enqueueAll(tx, name, [{ payload, ...options }]);
}

/** Queues jobs of one name in the transaction that wants them. */
export async function enqueueAll(
  tx: Transaction,
  name: string,
  jobs: readonly NewJob[],
): Promise<void> {
  if (jobs.length === 0) return;
  const take = takerOf(tx);
  const callers = currentCorrelation();
  const queued = await tx.query(insertJobs, [
    name,
    jobs.map(({ payload }) => JSON.stringify(payload)),
    jobs.map(({ key }) => key ?? null),
    jobs.map(({ notBefore }) => notBefore ?? null),
    jobs.map(({ correlationId = callers }) => correlationId ?? null),
    take === undefined ? 0 : PATIENCE_SECONDS,
  ]);
  if (take === undefined) {
    tx.onCommit(tellPublished);
    return;
  }
  const taken = queued.filter((job) => job.taken).map(({ id }) => id);
  if (taken.length > 0) tx.onCommit(() => take(name, taken));
}

/** Begins to work events and jobs: when all plugins have said what they listen to. */
export async function beginWork(strapi: Core.Strapi): Promise<void> {
  await engineOf(strapi).begin();
  schedulerOf(strapi).begin();
}

/**
 * Has something done every so often, by one process at a time, as long as one runs that runs
 * schedules (`DUKA_WORKER`). Call it in a plugin's `bootstrap`.
 *
 * @throws Error where the name is taken
 */
export function schedule(strapi: Core.Strapi, what: Schedule): void {
  if (dukaConfig(strapi).isWorker) schedulerOf(strapi).schedule(what);
}

/** Has `listener` called each time this process has asked PostgreSQL for a turn and was answered. */
export function onTurn(strapi: Core.Strapi, listener: () => void): void {
  schedulerOf(strapi).onTurn(listener);
}

function schedulerOf(strapi: Core.Strapi): Scheduler {
  return strapi.plugin('jobs').service('scheduler') as Scheduler;
}

function engineOf(strapi: Core.Strapi): Engine {
  return strapi.plugin('jobs').service('engine') as Engine;
}
