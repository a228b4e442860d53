import { factories } from '@strapi/strapi';

const publicRead = {
  middlewares: [{ name: 'plugin::kernel.public-reads', config: { type: 'api::brand.brand' } }],
};

export default factories.createCoreRouter('api::brand.brand', {
  config: { find: publicRead, findOne: publicRead },
});
