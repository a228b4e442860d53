import type { Core } from '@strapi/strapi';
import { databaseOf, define, registerRoutes } from '../../kernel/server/contract';
import contentTypes from './content-types';
import endpoints from './controllers/endpoints';
import inbox from './controllers/inbox';
import { startWork } from './jobs/work';
import { records } from './middlewares/records';
import { inboundRoutes } from './routes/inbound';
import { staffRoutes } from './routes/staff';
import { createDispatcher, dispatcherOf } from './services/dispatcher';
import { registerPermissions } from './services/permissions';
import { neededColumns, tables } from './tables';

export default {
  contentTypes,
  controllers: { endpoints, inbox },
  services: { dispatcher: createDispatcher },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'webhooks', staffRoutes);
    registerRoutes(strapi, 'webhooks', inboundRoutes, '');
    strapi.documents.use(records);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'webhooks', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
    startWork(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await dispatcherOf(strapi).stop();
  },
};
