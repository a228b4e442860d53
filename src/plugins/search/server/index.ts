import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, registerRoutes } from '../../kernel/server/contract';
import contentTypes from './content-types';
import products from './controllers/products';
import staff from './controllers/staff';
import { scheduleTidying } from './jobs/schedules';
import { adminRoutes } from './routes/admin';
import { staffRoutes } from './routes/staff';
import { storefrontRoutes } from './routes/storefront';
import { registerPermissions } from './services/permissions';
import { createSearchRoom, roomOf } from './services/room';
import { defineTables } from './tables';

export default {
  contentTypes,
  controllers: { products, staff },
  services: { room: createSearchRoom },
  routes: { admin: adminRoutes },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'search', [...storefrontRoutes, ...staffRoutes]);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await defineTables(databaseOf(strapi));
    await registerPermissions(strapi);
    scheduleTidying(strapi);
    if (dukaConfig(strapi).isWorker) roomOf(strapi).keeper.begin();
    // Not for commands, which open no port.
    strapi.server.httpServer.once('listening', () => {
      roomOf(strapi)
        .engine.warm()
        .catch((error: unknown) => strapi.log.warn(`search: ${String(error)}`));
    });
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await roomOf(strapi).keeper.stop();
    await roomOf(strapi).log.stop();
    roomOf(strapi).engine.stop();
  },
};
