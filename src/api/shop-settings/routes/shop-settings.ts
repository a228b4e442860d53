import { singleTypeRoutes } from '../../../plugins/kernel/server/contract';

export default singleTypeRoutes('api::shop-settings.shop-settings', '/shop-settings');
