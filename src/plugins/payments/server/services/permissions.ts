import type { Core } from '@strapi/strapi';
import { OWN_STORES } from '../../../accounts/server/contract';
import { registerStaffActions } from '../../../kernel/server/contract';

/** What staff and machines may do with money. The first two have a twin for a manager's own stores. */
export const COLLECT = 'plugin::payments.cash.collect';
export const REFUND = 'plugin::payments.payment.refund';
export const APPROVE = 'plugin::payments.refund.approve';
export const WORK_INBOX = 'plugin::payments.message.work';
export const LOOK_INTO = 'plugin::payments.payment.look-into';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, 'payments', {
    [COLLECT]: 'Take cash for every order',
    [COLLECT + OWN_STORES]: 'Take cash for the orders of the stores one manages',
    [REFUND]: 'Give money back, of every order',
    [REFUND + OWN_STORES]: 'Give money back, of the orders of the stores one manages',
    [APPROVE]: 'Approve refunds that somebody else asked for',
    [WORK_INBOX]: 'Work a message of a payment provider again',
    [LOOK_INTO]: 'Say that a payment which needed a look has been looked into',
  });
}
