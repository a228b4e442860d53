import type { CustomRoute } from '../../../kernel/server/contract';

/** What other systems call, from the root; their bodies come as they were signed. */
export const inboundRoutes: readonly CustomRoute[] = [
  ['POST', '/webhooks/product-updated', 'inbox.products', 'raw'],
  ['POST', '/webhooks/inventory-updated', 'inbox.inventory', 'raw'],
  ['POST', '/webhooks/promotion-updated', 'inbox.promotions', 'raw'],
];
