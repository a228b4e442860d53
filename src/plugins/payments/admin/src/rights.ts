/** Permissions of this plugin; who has one of them may, and the server checks it too. */
const rights = (...actions: string[]) =>
  actions.map((action) => ({ action: `plugin::payments.${action}`, subject: null }));

export const COLLECT = rights('cash.collect', 'cash.collect.own-stores');
export const REFUND = rights('payment.refund', 'payment.refund.own-stores');
export const APPROVE_REFUND = rights('refund.approve');
export const WORK_MESSAGE = rights('message.work');
export const LOOK_INTO = rights('payment.look-into');
