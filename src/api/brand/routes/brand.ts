import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::brand.brand', '/brands', { isPublic: true });
