import type { Core } from '@strapi/strapi';
import products from './controllers/products';
import { registerRoutes } from './routes';

export default {
  controllers: { products },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi);
  },
};
