import type { Core } from '@strapi/strapi';
import { acceptPaymentMethod } from '../../orders/server/contract';
import methods from './controllers/methods';
import routes from './routes';

export default {
  controllers: { methods },
  routes,
  bootstrap({ strapi }: { strapi: Core.Strapi }) {
    acceptPaymentMethod(strapi, 'cash_on_delivery');
  },
};
