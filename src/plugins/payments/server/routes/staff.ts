import type { CustomRoute } from '../../../kernel/server/contract';

export const staffRoutes: readonly CustomRoute[] = [
  ['POST', '/payments/:orderId/cash', 'payments.collect'],
  ['POST', '/payments/:orderId/refused', 'payments.refused'],
  ['POST', '/payments/:orderId/refund', 'payments.refund'],
  ['POST', '/orders/:id/refund', 'payments.refundOrder'],
  ['POST', '/admin/refunds/:id/approve', 'payments.approve'],
  ['POST', '/admin/refunds/:id/reject', 'payments.reject'],
  ['POST', '/admin/refunds/:id/handed-back', 'payments.handedBack'],
  ['POST', '/admin/payment-messages/:id/work', 'payments.workMessage'],
  ['POST', '/admin/payment-messages/:id/looked-into', 'payments.messageLookedInto'],
  ['POST', '/admin/payments/:id/looked-into', 'payments.lookedInto'],
];
