import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::collection.collection', '/collections', { isPublic: true });
