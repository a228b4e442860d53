import type { Core } from '@strapi/strapi';
import apiVersion from './middlewares/api-version';
import errors from './middlewares/errors';
import { databaseOf } from './contract';
import { openPool } from './services/database';
import { tables } from './tables';

export default {
  services: {
    database: ({ strapi }: { strapi: Core.Strapi }) => openPool(strapi, { name: 'duka' }),
  },
  middlewares: { 'api-version': apiVersion, errors },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await databaseOf(strapi).define(tables);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await databaseOf(strapi).close();
  },
};
