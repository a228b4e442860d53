import type { Core } from '@strapi/strapi';
import { onDeletion } from '../../accounts/server/contract';
import {
  databaseOf,
  define,
  explainConstraints,
  registerRoutes,
} from '../../kernel/server/contract';
import review from './controllers/review';
import { listenForPurchases } from './jobs/listeners';
import { scheduleRatings } from './jobs/schedules';
import { productEdits } from './middlewares/product-edits';
import { reviewEdits } from './middlewares/review-edits';
import { storefrontRoutes } from './routes/storefront';
import { forgetAuthor } from './services/forget-author';
import { createLimits } from './services/limits';
import { registerPermissions } from './services/permissions';
import { explanations, neededColumns, tables } from './tables';

export default {
  controllers: { review },
  services: { limits: createLimits },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'reviews', storefrontRoutes);
    explainConstraints(strapi, explanations);
    onDeletion(strapi, forgetAuthor);
    strapi.documents.use(reviewEdits(strapi));
    strapi.documents.use(productEdits(strapi));
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await define(databaseOf(strapi), { name: 'reviews', needs: neededColumns, script: tables });
    await registerPermissions(strapi);
    listenForPurchases(strapi);
    scheduleRatings(strapi);
  },
};
