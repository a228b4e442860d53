import { factories } from '@strapi/strapi';

const publicRead = {
  middlewares: [
    { name: 'plugin::kernel.public-reads', config: { type: 'api::collection.collection' } },
  ],
};

export default factories.createCoreRouter('api::collection.collection', {
  config: { find: publicRead, findOne: publicRead },
});
