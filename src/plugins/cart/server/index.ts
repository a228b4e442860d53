import type { Core } from '@strapi/strapi';
import { onDeletion, onSignIn } from '../../accounts/server/contract';
import { databaseOf, define, registerRoutes } from '../../kernel/server/contract';
import { schedule } from '../../jobs/server/contract';
import cart from './controllers/cart';
import sourcing from './controllers/sourcing';
import { storefrontRoutes } from './routes/storefront';
import { forgetCarts } from './services/forget-carts';
import { joinGuestCart } from './services/join-carts';
import { pruneCarts } from './sql/prune-carts';
import { neededColumns, tables } from './tables';

export default {
  controllers: { cart, sourcing },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'cart', storefrontRoutes);
    onDeletion(strapi, forgetCarts);
    onSignIn(strapi, ({ userId, cartId }) => joinGuestCart(strapi, userId, cartId));
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'cart', needs: neededColumns, script: tables });
    schedule(strapi, {
      name: 'cart.prune',
      everySeconds: 60 * 60,
      run: async () => {
        await database.query(pruneCarts, []);
      },
    });
  },
};
