import type { CustomRoute } from '../../../kernel/server/contract';

export const staffRoutes: readonly CustomRoute[] = [
  ['GET', '/admin/dashboard', 'figures.dashboard'],
  ['GET', '/admin/analytics/dashboard', 'figures.dashboard'],
  ['GET', '/admin/analytics/sales', 'figures.sales'],
  ['GET', '/admin/analytics/products', 'figures.products'],
  ['GET', '/admin/analytics/customers', 'figures.customers'],
  ['GET', '/admin/analytics/orders', 'figures.orders'],
];
