import { factories } from '@strapi/strapi';

const publicRead = {
  middlewares: [{ name: 'plugin::kernel.public-reads', config: { type: 'api::variant.variant' } }],
};

export default factories.createCoreRouter('api::variant.variant', {
  config: { find: publicRead, findOne: publicRead },
});
