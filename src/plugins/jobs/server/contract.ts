import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../../kernel/server/contract';
import type { Schedule, Scheduler } from './services/scheduler';

export type { Schedule } from './services/scheduler';

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
