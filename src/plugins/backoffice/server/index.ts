import type { Core } from '@strapi/strapi';
import money from './controllers/money';
import { customFields } from './custom-fields';
import { adminRoutes } from './routes/admin';
import { loadLayouts } from './services/layouts';

export default {
  controllers: { money },
  routes: { admin: adminRoutes },
  register({ strapi }: { strapi: Core.Strapi }) {
    strapi.customFields.register(customFields);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await loadLayouts(strapi);
  },
};
