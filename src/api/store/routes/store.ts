import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::store.store', '/stores', { isPublic: true });
