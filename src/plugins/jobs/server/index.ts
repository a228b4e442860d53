import type { Core } from '@strapi/strapi';
import { databaseOf, forgetOldKeys } from '../../kernel/server/contract';
import { schedule } from './contract';
import { createEngine, type Engine } from './services/engine';
import { createScheduler, type Scheduler } from './services/scheduler';
import { showWork } from './services/show-work';
import { tables } from './tables';

export default {
  services: {
    engine: createEngine,
    scheduler: ({ strapi }: { strapi: Core.Strapi }) =>
      createScheduler(databaseOf(strapi), (message) => strapi.log.warn(`jobs: ${message}`)),
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await database.define(tables);
    showWork(strapi);
    schedule(strapi, {
      name: 'kernel.forget_old_keys',
      everySeconds: 600,
      run: () => forgetOldKeys(database),
    });
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await (strapi.plugin('jobs').service('scheduler') as Scheduler).stop();
    await (strapi.plugin('jobs').service('engine') as Engine).stop();
  },
};
