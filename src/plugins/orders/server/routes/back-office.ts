import type { CustomRoute } from '../../../kernel/server/contract';

export const backOfficeRoutes: readonly CustomRoute[] = [
  ['GET', '/admin/orders', 'back-office.search'],
  ['POST', '/admin/orders/bulk-status', 'back-office.moveMany'],
  ['GET', '/admin/orders/:id', 'order.read'],
  ['PUT', '/admin/orders/:id/status', 'order.move'],
  ['PUT', '/admin/orders/:id/tracking', 'back-office.track'],
  ['PUT', '/admin/orders/:id/shipments/:shipmentId/status', 'back-office.moveShipment'],
  ['PUT', '/admin/orders/:id/lines', 'back-office.amendLines'],
  ['PUT', '/admin/orders/:id/address', 'back-office.amendAddress'],
  ['GET', '/orders/export', 'back-office.export'],
  ['GET', '/admin/customers', 'customers.search'],
  ['GET', '/admin/customers/:userId', 'customers.read'],
  ['DELETE', '/admin/customers/:userId', 'customers.delete'],
  ['PUT', '/admin/customers/:userId/status', 'customers.setStatus'],
  ['GET', '/admin/customers/:userId/orders', 'back-office.ofCustomer'],
  ['POST', '/orders/:id/notes', 'back-office.note'],
];
