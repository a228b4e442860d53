import type { Core } from '@strapi/strapi';
import apiVersion from './middlewares/api-version';
import errors from './middlewares/errors';
import { databaseOf, dukaConfig } from './contract';
import { foreignKeys } from './documents/foreign-keys';
import { createConstraints } from './services/constraints';
import { openPool } from './services/database';
import { tables } from './tables';

export default {
  services: {
    database: ({ strapi }: { strapi: Core.Strapi }) => openPool(strapi, { name: 'duka' }),
    constraints: createConstraints,
  },
  middlewares: { 'api-version': apiVersion, errors },
  register({ strapi }: { strapi: Core.Strapi }) {
    strapi.documents.use(foreignKeys(strapi));
    // Of X-Forwarded-For only the last address is from our proxy; those before it are the caller's.
    strapi.server.app.maxIpsCount = 1;
    if (!dukaConfig(strapi).rateLimits) {
      strapi.log.warn('Rate limits are off: DUKA_RATE_LIMITS is off');
    }
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await databaseOf(strapi).define(tables);
  },
};
