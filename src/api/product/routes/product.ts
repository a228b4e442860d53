import { factories } from '@strapi/strapi';

const publicRead = {
  middlewares: [{ name: 'plugin::kernel.public-reads', config: { type: 'api::product.product' } }],
};

export default factories.createCoreRouter('api::product.product', {
  config: { find: publicRead, findOne: publicRead },
});
