import { factories } from '@strapi/strapi';

export default factories.createCoreRouter('api::tax-rate.tax-rate');
