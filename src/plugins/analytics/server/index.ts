import type { Core } from '@strapi/strapi';
import { databaseOf, define, registerRoutes } from '../../kernel/server/contract';
import figures from './controllers/figures';
import { staffRoutes } from './routes/staff';
import { registerPermissions } from './services/permissions';
import { neededColumns, tables } from './tables';

export default {
  controllers: { figures },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'analytics', staffRoutes);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'analytics', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
  },
};
