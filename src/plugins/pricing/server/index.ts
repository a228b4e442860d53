import type { Core } from '@strapi/strapi';
import { databaseOf, define, dukaConfig, explainConstraints } from '../../kernel/server/contract';
import money from './controllers/money';
import { couponEdits } from './middlewares/coupon-edits';
import { rulesEdits } from './middlewares/rules-edits';
import { adminRoutes } from './routes/admin';
import { registerRoutes } from './routes/staff';
import { createPriceBook, priceBookOf } from './services/price-book';
import { tellPricingEdits } from './services/tell-edits';
import { explanations, firstRules, neededColumns, tables } from './tables';

export default {
  services: { 'price-book': createPriceBook },
  controllers: { money },
  routes: { admin: adminRoutes },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi);
    explainConstraints(strapi, explanations);
    strapi.documents.use(rulesEdits);
    strapi.documents.use(couponEdits);
    tellPricingEdits(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'pricing', needs: neededColumns, script: tables });
    await database.runScript(firstRules(dukaConfig(strapi).currency));
    await priceBookOf(strapi).open(database);
  },
};
