import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/stores/clusters', 'map.clusters'],
];
