import type { Core } from '@strapi/strapi';
import { databaseOf, define, registerRoutes } from '../../kernel/server/contract';
import productImages from './controllers/product-images';
import uploads from './controllers/uploads';
import { defineImageJobs } from './jobs/fetch-images';
import multipart from './middlewares/multipart';
import { staffRoutes } from './routes/staff';
import { registerPermissions } from './services/permissions';
import { neededColumns, triggers } from './tables';

export default {
  controllers: { uploads, 'product-images': productImages },
  middlewares: { multipart },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'media', staffRoutes);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await define(databaseOf(strapi), {
      name: 'media',
      needs: neededColumns,
      script: triggers,
    });
    defineImageJobs(strapi);
    await registerPermissions(strapi);
  },
};
