import type { Core } from '@strapi/strapi';
import {
  currentCorrelation,
  dukaConfig,
  tellPublished,
  type EventName,
  type Transaction,
} from '../../kernel/server/contract';
import type { Engine } from './services/engine';
import { register, type Follower, type Job, type Listener } from './services/registry';
import type { Schedule, Scheduler } from './services/scheduler';
import { insertJob } from './sql/insert-job';

export type { Follower, Happened, Job, Listener, Try } from './services/registry';
export { publishHeard } from './services/publish-heard';
export type { Schedule } from './services/scheduler';

/**
 * Has something done for every event, once in effect, on one process: the handler runs in the
 * transaction that marks the event handled, and does nothing that a rollback could not take back; what
 * else is to be done it enqueues. A failed event is tried again, waiting longer each time, then set
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

/**
 * Queues a job in the transaction that wants it.
 *
 * @param options.key       of jobs with the same name and key only the first is queued, also when it is
 *   done already
 * @param options.notBefore at once unless told
 */
export async function enqueue(
  tx: Transaction,
  name: string,
  payload: object,
  { key, notBefore }: { key?: string; notBefore?: Date } = {},
): Promise<void> {
  tx.onCommit(tellPublished);
  const correlation = currentCorrelation() ?? null;
  const text = JSON.stringify(payload);
  await tx.query(insertJob, [name, text, key ?? null, notBefore ?? null, correlation]);
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
  if (dukaConfig(strapi).runsSchedules) schedulerOf(strapi).schedule(what);
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
