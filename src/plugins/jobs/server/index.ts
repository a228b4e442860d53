import type { Core } from '@strapi/strapi';
import { databaseOf, define, dukaConfig, forgetOldKeys } from '../../kernel/server/contract';
import { schedule } from './contract';
import deadLetters from './controllers/dead-letters';
import { adminRoutes } from './routes/admin';
import { createEngine, type Engine } from './services/engine';
import { registerPermissions } from './services/permissions';
import { prune } from './services/prune';
import { createScheduler, type Scheduler } from './services/scheduler';
import { showWork } from './services/show-work';
import { tables } from './tables';

export default {
  controllers: { 'dead-letters': deadLetters },
  routes: { admin: adminRoutes },
  services: {
    engine: createEngine,
    scheduler: ({ strapi }: { strapi: Core.Strapi }) =>
      createScheduler(databaseOf(strapi), (message) => strapi.log.warn(`jobs: ${message}`)),
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'jobs', script: tables });
    await registerPermissions(strapi);
    showWork(strapi);
    schedule(strapi, {
      name: 'kernel.forget_old_keys',
      everySeconds: 10 * 60,
      run: () => forgetOldKeys(database),
    });
    schedule(strapi, {
      name: 'jobs.prune',
      everySeconds: 60 * 60,
      run: async () => {
        await (strapi.plugin('jobs').service('engine') as Engine).announce();
        await prune(database, dukaConfig(strapi).keepEventsDays);
      },
    });
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await (strapi.plugin('jobs').service('scheduler') as Scheduler).stop();
    await (strapi.plugin('jobs').service('engine') as Engine).stop();
  },
};
