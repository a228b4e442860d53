import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::shipping-zone.shipping-zone', '/shipping-zones');
