import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  callerKey,
  OWN_STORES,
  identify,
  registerStaffActions,
  storesOpenTo,
  type Caller,
  type Operator,
} from '../../../accounts/server/contract';
import { databaseOf, textOf, validate } from '../../../kernel/server/contract';
import type { Order } from '../domain/order';
import type { OrderActor } from '../domain/states';
import { orderBy } from './read-orders';
import { orderNotFound } from './refusals';

/** Permissions of staff and API tokens on orders. Each has a twin for a manager's own stores. */
const PERMISSIONS = {
  read: 'plugin::orders.order.read',
  move: 'plugin::orders.order.move',
} as const;

const orderParams = z.object({ id: textOf(64) });

/** Makes the permissions tickable per role in the admin panel. */
export async function registerOrderActions(strapi: Core.Strapi): Promise<void> {
  const actions = [
    ['order.read', 'See every order'],
    [`order.read${OWN_STORES}`, 'See the orders of the stores one manages'],
    ['order.move', 'Move every order along its states'],
    [`order.move${OWN_STORES}`, 'Move the orders of the stores one manages'],
  ] as const;
  await registerStaffActions(
    strapi,
    actions.map(([uid, displayName]) => ({
      uid,
      displayName,
      pluginName: 'orders',
      subCategory: 'orders',
    })),
  );
}

/** An order for who may have to do with it, and as whom they do. */
export interface OrderAccess {
  order: Order;
  actor: Exclude<OrderActor, 'system'>;
  actorId: string | null;
  /** Who calls, for idempotency keys. */
  key: string;
}

/**
 * The order that a route names, for its buyer or for who works for the shop. For everybody else it
 * does not exist.
 *
 * @param need what staff and machines need a permission for
 * @throws Refusal ORDER_NOT_FOUND; FORBIDDEN for staff and machines without the permission
 */
export async function accessOrder(
  strapi: Core.Strapi,
  ctx: Context,
  need: keyof typeof PERMISSIONS,
): Promise<OrderAccess> {
  const caller = await identify(strapi, ctx);
  const order = await orderBy(databaseOf(strapi), validate(orderParams, ctx.params).id);
  const key = callerKey(caller);
  if (caller.kind === 'staff' || caller.kind === 'machine') {
    const isOpen = await storesOpenTo(strapi, caller, PERMISSIONS[need]);
    // An order from several stores belongs to the managers of each.
    if (!order?.shipments.some(({ storeId }) => isOpen(storeId))) throw orderNotFound();
    const id = caller.kind === 'staff' ? caller.userId : caller.tokenId;
    return { order, actor: caller.kind, actorId: String(id), key };
  }
  if (order === undefined || !isBuyer(caller, order)) throw orderNotFound();
  const actorId = caller.kind === 'customer' ? String(caller.userId) : null;
  return { order, actor: 'customer', actorId, key };
}

function isBuyer(caller: Exclude<Caller, Operator>, order: Order): boolean {
  return caller.kind === 'customer'
    ? caller.userId === order.customerId
    : caller.orderId === order.documentId;
}
