import { collectionRoutes } from '../../../plugins/kernel/server/contract';

export default collectionRoutes('api::coupon.coupon', '/coupons');
