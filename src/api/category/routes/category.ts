import { factories } from '@strapi/strapi';

const publicRead = {
  middlewares: [
    { name: 'plugin::kernel.public-reads', config: { type: 'api::category.category' } },
  ],
};

export default factories.createCoreRouter('api::category.category', {
  config: { find: publicRead, findOne: publicRead },
});
