import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::tax-rate.tax-rate', '/tax-rates');
