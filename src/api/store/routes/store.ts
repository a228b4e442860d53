import { factories } from '@strapi/strapi';

const publicRead = {
  middlewares: [{ name: 'plugin::kernel.public-reads', config: { type: 'api::store.store' } }],
};

export default factories.createCoreRouter('api::store.store', {
  config: { find: publicRead, findOne: publicRead },
});
