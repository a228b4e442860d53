import type { Core } from '@strapi/strapi';
import { databaseOf, requireColumns } from '../../kernel/server/contract';
import { schedule } from '../../jobs/server/contract';
import cart from './controllers/cart';
import routes from './routes';
import { pruneCarts } from './sql/prune-carts';
import { neededColumns, tables } from './tables';

const HOUR = 60 * 60;

export default {
  controllers: { cart },
  routes,
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await requireColumns(database, neededColumns);
    await database.define(tables);
    schedule(strapi, {
      name: 'cart.prune',
      everySeconds: HOUR,
      run: async () => {
        await database.query(pruneCarts, []);
      },
    });
  },
};
