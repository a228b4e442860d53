import type { Core } from '@strapi/strapi';
import type { Schedule, Scheduler } from './services/scheduler';

export type { Schedule } from './services/scheduler';

/**
 * Has something done every so often, by one process at a time, as long as a server runs. Call it in
 * a plugin's `bootstrap`.
 *
 * @throws Error where the name is taken
 */
export function schedule(strapi: Core.Strapi, what: Schedule): void {
  (strapi.plugin('jobs').service('scheduler') as Scheduler).schedule(what);
}
