import type { CustomRoute } from '../../../kernel/server/contract';

export const staffRoutes: readonly CustomRoute[] = [
  ['POST', '/admin/message-templates/preview', 'staff.preview'],
  ['POST', '/admin/message-templates/test', 'staff.test'],
  ['POST', '/admin/messages/:id/resend', 'staff.resend'],
];
