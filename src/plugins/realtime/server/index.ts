import type { Core } from '@strapi/strapi';
import { databaseOf, define, metric } from '../../kernel/server/contract';
import { startListening } from './jobs/listeners';
import { createGate, gateOf } from './services/gate';
import { neededColumns, tables } from './tables';

export default {
  services: { gate: createGate },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'realtime', needs: neededColumns, script: tables });
    startListening(strapi);
    metric(strapi, {
      name: 'duka_sockets',
      help: 'Clients connected to this process.',
      collect: () => gateOf(strapi).sockets?.count() ?? 0,
    });
    gateOf(strapi).watch();
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await gateOf(strapi).close();
  },
};
