import type { CustomRoute } from '../../../kernel/server/contract';

export const staffRoutes: readonly CustomRoute[] = [
  ['GET', '/admin/webhooks', 'endpoints.list'],
  ['POST', '/admin/webhooks', 'endpoints.create'],
  ['GET', '/admin/webhooks/:id', 'endpoints.read'],
  ['PUT', '/admin/webhooks/:id', 'endpoints.update'],
  ['DELETE', '/admin/webhooks/:id', 'endpoints.remove'],
  ['POST', '/admin/webhooks/:id/secret', 'endpoints.changeSecret'],
  ['GET', '/admin/webhooks/:id/deliveries', 'endpoints.deliveries'],
  ['POST', '/admin/webhooks/:id/deliveries/:deliveryId/resend', 'endpoints.resend'],
  ['GET', '/admin/webhook-messages', 'inbox.list'],
  ['POST', '/admin/webhook-messages/:id/work', 'inbox.work'],
];
