import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::variant.variant', '/variants', { isPublic: true });
