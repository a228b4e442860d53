import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::shipping-method.shipping-method', '/shipping-methods');
