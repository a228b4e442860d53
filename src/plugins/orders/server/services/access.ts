import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  callerKey,
  identify,
  openStores,
  operatorOf,
  storesOpenTo,
  type Caller,
  type OpenStores,
  type Operator,
} from '../../../accounts/server/contract';
import { databaseOf, Refusal, textOf, validate } from '../../../kernel/server/contract';
import type { Actor } from '../domain/history';
import type { Order } from '../domain/order';
import { takeInGuestOrders } from './guest-orders';
import { MOVE_ORDERS, READ_ORDERS } from './permissions';
import { orderBy } from './read-orders';
import { orderNotFound } from './refusals';

/**
 * What somebody wants of an order: to see it, to move or change it as a whole, or to handle the part
 * of one store.
 */
export type Need = 'read' | 'move' | 'handle a part';

const PERMISSIONS: Readonly<Record<Need, string>> = {
  read: READ_ORDERS,
  move: MOVE_ORDERS,
  'handle a part': MOVE_ORDERS,
};

const orderParams = z.object({ id: textOf(64) });

/** An order for who may have to do with it, and as whom they do. */
export interface OrderAccess {
  order: Order;
  by: Actor;
  /** Who calls, for idempotency keys. */
  key: string;
  /** Whether a store's part of it is theirs to handle. */
  isOpen: (storeId: string) => boolean;
}

/**
 * The order that a route names, for its buyer or for who works for the shop. For everybody else it
 * does not exist.
 *
 * @param id document id or number; the route's own where it is not given
 * @throws Refusal ORDER_NOT_FOUND; FORBIDDEN for staff and machines without the permission
 */
export async function accessOrder(
  strapi: Core.Strapi,
  ctx: Context,
  need: Need,
  id = validate(orderParams, ctx.params).id,
): Promise<OrderAccess> {
  const caller = await identify(strapi, ctx);
  if (caller.kind === 'staff' || caller.kind === 'machine') {
    return operatorsOrder(strapi, caller, id, need);
  }
  const order = await orderBy(databaseOf(strapi), id);
  if (order === undefined || !(await isBuyer(strapi, caller, order))) throw orderNotFound();
  const buyer = caller.kind === 'customer' ? String(caller.userId) : null;
  return {
    order,
    by: { kind: 'customer', id: buyer, name: null },
    key: callerKey(caller),
    isOpen: () => false,
  };
}

/**
 * The order that a route for the people of the shop names.
 *
 * @throws Refusal ORDER_NOT_FOUND, UNAUTHENTICATED, FORBIDDEN
 */
export async function accessAsOperator(
  strapi: Core.Strapi,
  ctx: Context,
  need: Need,
): Promise<OrderAccess> {
  const operator = await operatorOf(strapi, ctx);
  return operatorsOrder(strapi, operator, validate(orderParams, ctx.params).id, need);
}

/**
 * An order for somebody who works for the shop. One that comes from several stores is seen by the
 * managers of each; it is moved and changed as a whole by who manages all of them.
 *
 * @param id document id or number
 * @throws Refusal ORDER_NOT_FOUND, FORBIDDEN
 */
export async function operatorsOrder(
  strapi: Core.Strapi,
  operator: Operator,
  id: string,
  need: Need,
): Promise<OrderAccess> {
  const isOpen = await storesOpenTo(strapi, operator, PERMISSIONS[need]);
  const order = await orderBy(databaseOf(strapi), id);
  if (!order?.shipments.some(({ storeId }) => isOpen(storeId))) throw orderNotFound();
  if (need === 'move' && !order.shipments.every(({ storeId }) => isOpen(storeId))) {
    throw new Refusal('FORBIDDEN', 'A part of this order comes from a store of somebody else’s.');
  }
  return { order, by: actorOf(operator), key: callerKey(operator), isOpen };
}

/**
 * The stores whose orders somebody who works for the shop may see.
 *
 * @throws Refusal FORBIDDEN
 */
export function readableStores(strapi: Core.Strapi, operator: Operator): Promise<OpenStores> {
  return openStores(strapi, operator, READ_ORDERS);
}

function actorOf(operator: Operator): Actor {
  return operator.kind === 'staff'
    ? { kind: 'staff', id: String(operator.userId), name: operator.name }
    : { kind: 'machine', id: String(operator.tokenId), name: null };
}

async function isBuyer(
  strapi: Core.Strapi,
  caller: Exclude<Caller, Operator>,
  order: Order,
): Promise<boolean> {
  if (caller.orderId === order.documentId) return true;
  if (caller.kind === 'guest') return false;
  if (order.customerId !== null) return order.customerId === caller.userId;
  const found = await takeInGuestOrders(databaseOf(strapi), caller.userId);
  return found.includes(order.documentId);
}
