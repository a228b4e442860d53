import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::product.product', '/products', { isPublic: true });
