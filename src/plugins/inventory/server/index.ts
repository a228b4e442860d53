import type { Core } from '@strapi/strapi';
import { databaseOf, openPool, requireColumns } from '../../kernel/server/contract';
import contentTypes from './content-types';
import { scheduleTidying } from './jobs/schedules';
import { createClaims, type Claims } from './services/claims';
import { neededColumns, tables } from './tables';

export default {
  contentTypes,
  services: {
    claims: ({ strapi }: { strapi: Core.Strapi }) =>
      createClaims(openPool(strapi, { name: 'duka-claims', poolSize: 4 })),
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await requireColumns(databaseOf(strapi), neededColumns);
    await databaseOf(strapi).define(tables);
    scheduleTidying(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await (strapi.plugin('inventory').service('claims') as Claims).close();
  },
};
