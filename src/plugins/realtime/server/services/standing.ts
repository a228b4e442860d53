import type { Core } from '@strapi/strapi';
import { customerOf, openStores, staffOf, type Operator } from '../../../accounts/server/contract';
import { clockOf, databaseOf, idOfToken, Refusal } from '../../../kernel/server/contract';
import { READ_ORDERS } from '../../../orders/server/contract';
import { expiryOf, type Handshake } from '../domain/handshake';
import { BACK_OFFICE, roomOf } from '../domain/rooms';
import { findOrder } from '../sql/find-order';

/** Who stands behind a socket. */
export interface Standing {
  customer: { userId: number; sessionId: string } | undefined;
  /** With the token, by which it is asked again whether it is still good. */
  staff: { token: string; userId: number } | undefined;
  cartId: string | undefined;
  orderIds: readonly string[];
  /** When the first of the tokens ends, as `performance.now()` counts; Infinity where none does. */
  endsAt: number;
  /** The rooms that all that opens. */
  rooms: ReadonlySet<string>;
}

/**
 * Who shows these tokens, and what that opens.
 *
 * @throws Refusal INVALID_TOKEN where one of them is forged, expired or ended: who believes to be
 *   somebody is never served as nobody
 */
export async function standingOf(strapi: Core.Strapi, shown: Handshake): Promise<Standing> {
  const [customer, staff, orderId] = await Promise.all([
    shown.token === undefined ? undefined : theCustomer(strapi, shown.token),
    shown.adminToken === undefined ? undefined : theStaff(strapi, shown.adminToken),
    shown.orderToken === undefined ? undefined : theOrder(strapi, shown.orderToken),
  ]);
  const cartId =
    shown.cartToken === undefined
      ? undefined
      : (idOfToken(strapi, 'cart', shown.cartToken) ?? invalid('cartToken'));
  const ends = [shown.token, shown.adminToken].map((token) => token && expiryOf(token));
  const firstEnd = Math.min(...ends.map((end) => end || Infinity));
  return {
    customer,
    staff,
    cartId,
    orderIds: orderId === undefined ? [] : [orderId],
    endsAt: performance.now() + firstEnd - clockOf(strapi).now(),
    rooms: new Set([
      ...(customer === undefined ? [] : [roomOf.customer(customer.userId)]),
      ...(staff?.rooms ?? []),
      ...(cartId === undefined ? [] : [roomOf.cart(cartId)]),
      ...(orderId === undefined ? [] : [roomOf.order(orderId)]),
    ]),
  };
}

/**
 * The rooms that a member of staff may be in now: of the stores whose orders they may see, or of all.
 *
 * @returns undefined where the token is good no more
 */
export async function roomsOfStaff(
  strapi: Core.Strapi,
  token: string,
): Promise<{ userId: number; rooms: string[] } | undefined> {
  const operator = await staffOf(strapi, token);
  if (operator?.kind !== 'staff') return undefined;
  return { userId: operator.userId, rooms: await storeRooms(strapi, operator) };
}

async function storeRooms(strapi: Core.Strapi, operator: Operator): Promise<string[]> {
  try {
    const open = await openStores(strapi, operator, READ_ORDERS);
    return open.kind === 'all' ? [BACK_OFFICE] : [...open.storeIds].map(roomOf.store);
  } catch (error) {
    // Somebody who sees no orders hears of none, and may be here all the same.
    if (error instanceof Refusal && error.code === 'FORBIDDEN') return [];
    throw error;
  }
}

async function theCustomer(strapi: Core.Strapi, token: string) {
  const customer = await customerOf(strapi, token);
  if (customer === undefined) invalid('token');
  const { userId, sessionId } = customer;
  return { userId, sessionId };
}

async function theStaff(strapi: Core.Strapi, token: string) {
  const staff = (await roomsOfStaff(strapi, token)) ?? invalid('adminToken');
  return { token, ...staff };
}

async function theOrder(strapi: Core.Strapi, token: string): Promise<string> {
  const orderId = idOfToken(strapi, 'order', token) ?? invalid('orderToken');
  const [order] = await databaseOf(strapi).query(findOrder, [orderId]);
  if (order === undefined) invalid('orderToken');
  return orderId;
}

function invalid(name: keyof Handshake): never {
  throw new Refusal('INVALID_TOKEN', `${name} is not valid, or no longer.`);
}
