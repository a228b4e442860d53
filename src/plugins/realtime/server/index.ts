import type { Core } from '@strapi/strapi';
import { databaseOf, requireColumns } from '../../kernel/server/contract';
import { startListening } from './jobs/listeners';
import { createGate, gateOf } from './services/gate';
import { neededColumns, tables } from './tables';

export default {
  services: { gate: createGate },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await requireColumns(database, neededColumns);
    await database.define(tables);
    startListening(strapi);
    gateOf(strapi).watch();
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await gateOf(strapi).close();
  },
};
