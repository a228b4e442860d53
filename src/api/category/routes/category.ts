import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::category.category', '/categories', { isPublic: true });
