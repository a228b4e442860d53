import type { Core } from '@strapi/strapi';
import { acceptPaymentMethod } from '../../orders/server/contract';
import methods from './controllers/methods';
import { registerRoutes } from '../../kernel/server/contract';
import { storefrontRoutes } from './routes/storefront';

export default {
  controllers: { methods },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'payments', storefrontRoutes);
  },
  bootstrap({ strapi }: { strapi: Core.Strapi }) {
    acceptPaymentMethod(strapi, 'cash_on_delivery');
  },
};
