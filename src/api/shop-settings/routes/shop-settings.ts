import { factories } from '@strapi/strapi';

export default factories.createCoreRouter('api::shop-settings.shop-settings');
