import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  callerKey,
  operatorOf,
  OWN_STORES,
  registerStaffActions,
  storesOpenTo,
  type Operator,
} from '../../../accounts/server/contract';
import { Refusal } from '../../../kernel/server/contract';
import { accessOrder, type OrderAccess } from '../../../orders/server/contract';

/** What staff and machines may do with money. Each has a twin for a manager's own stores. */
const RIGHTS = {
  collect: 'plugin::payments.cash.collect',
  refund: 'plugin::payments.payment.refund',
} as const;

/** These are for the whole shop. */
export const APPROVE = 'plugin::payments.refund.approve';
export const WORK_INBOX = 'plugin::payments.message.work';
export const LOOK_INTO = 'plugin::payments.payment.look-into';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerPaymentActions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'payments',
    subCategory: 'payments',
    actions: {
      'cash.collect': 'Take cash for every order',
      [`cash.collect${OWN_STORES}`]: 'Take cash for the orders of the stores one manages',
      'payment.refund': 'Give money back, of every order',
      [`payment.refund${OWN_STORES}`]: 'Give money back, of the orders of the stores one manages',
      'refund.approve': 'Approve refunds that somebody else asked for',
      'message.work': 'Work a message of a payment provider again',
      'payment.look-into': 'Say that a payment which needed a look has been looked into',
    },
  });
}

/** An order for somebody who may deal with its money. */
export interface MoneyAccess extends OrderAccess {
  operator: Operator;
}

/**
 * The order that a route names, for staff or a machine that may deal with its money: all of its stores
 * must be open to them.
 *
 * @throws Refusal UNAUTHENTICATED, FORBIDDEN, ORDER_NOT_FOUND
 */
export async function accessMoney(
  strapi: Core.Strapi,
  ctx: Context,
  right: keyof typeof RIGHTS,
  orderId: string,
): Promise<MoneyAccess> {
  const operator = await operatorOf(strapi, ctx);
  const isOpen = await storesOpenTo(strapi, operator, RIGHTS[right]);
  const access = await accessOrder(strapi, ctx, 'read', orderId);
  if (access.order.shipments.some(({ storeId }) => !isOpen(storeId))) {
    throw new Refusal('FORBIDDEN', 'This order is of another store, too.');
  }
  return { ...access, operator };
}

/** Who did something, as it is written down: their key, which stays, and what they are called. */
export function nameOf(operator: Operator): string {
  return operator.kind === 'staff'
    ? `${callerKey(operator)} ${operator.name}`
    : callerKey(operator);
}

/** Whether somebody did what is written down by {@link nameOf}, whatever they are called by now. */
export function isBy(operator: Operator, written: string | null): boolean {
  return written?.split(' ')[0] === callerKey(operator);
}
