import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  callerKey,
  operatorOf,
  storesOpenTo,
  type Operator,
} from '../../../accounts/server/contract';
import { Refusal } from '../../../kernel/server/contract';
import { accessOrder, type OrderAccess } from '../../../orders/server/contract';
import type { COLLECT, REFUND } from './permissions';

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
  permission: typeof COLLECT | typeof REFUND,
  orderId: string,
): Promise<MoneyAccess> {
  const operator = await operatorOf(strapi, ctx);
  const isOpen = await storesOpenTo(strapi, operator, permission);
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
