import { MESSAGE } from './content-types';

const rights = (...actions: string[]) =>
  actions.map((action) => ({ action: `plugin::payments.${action}`, subject: null }));

/** Who has one of each may. The server checks them too. */
export const MAY_COLLECT = rights('cash.collect', 'cash.collect.own-stores');
export const MAY_REFUND = rights('payment.refund', 'payment.refund.own-stores');
export const MAY_APPROVE_REFUND = rights('refund.approve');
export const MAY_WORK_MESSAGE = rights('message.work');
export const MAY_LOOK_INTO = rights('payment.look-into');

/** Opens the inbox. */
export const MAY_READ_MESSAGES = [
  { action: 'plugin::content-manager.explorer.read', subject: MESSAGE },
];
