import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::stock-level.stock-level', '/stock-levels');
