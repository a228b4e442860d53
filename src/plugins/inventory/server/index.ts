import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  define,
  dukaConfig,
  explainConstraints,
  openPool,
  registerRoutes,
} from '../../kernel/server/contract';
import contentTypes from './content-types';
import nearby from './controllers/nearby';
import stock from './controllers/stock';
import { scheduleTidying } from './jobs/schedules';
import { stockLevels } from './middlewares/stock-levels';
import { stockMovements } from './middlewares/stock-movements';
import { staffRoutes } from './routes/staff';
import { storefrontRoutes } from './routes/storefront';
import { createClaims, type Claims } from './services/claims';
import { registerMetrics } from './services/metrics';
import { registerPermissions } from './services/permissions';
import { explanations, neededColumns, tables } from './tables';

export default {
  contentTypes,
  controllers: { nearby, stock },
  services: {
    claims: ({ strapi }: { strapi: Core.Strapi }) =>
      createClaims(
        openPool(strapi, { name: 'duka-claims', poolSize: 4, commitsLater: true }),
        dukaConfig(strapi).holdSeconds,
      ),
  },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'inventory', [...storefrontRoutes, ...staffRoutes]);
    explainConstraints(strapi, explanations);
    strapi.documents.use(stockLevels(strapi));
    strapi.documents.use(stockMovements);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await define(databaseOf(strapi), { name: 'inventory', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
    registerMetrics(strapi);
    scheduleTidying(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await (strapi.plugin('inventory').service('claims') as Claims).close();
  },
};
