import type { Core } from '@strapi/strapi';
import { isLive } from '../../../accounts/server/contract';
import { roomOf } from '../domain/rooms';
import { end, takeStanding, type Client } from './clients';
import { roomsOfStaff, type Standing } from './standing';

/**
 * Asks again whether those who are connected are still who they were and may what they might: who was
 * signed out or blocked is disconnected, and staff leave the rooms of stores that are no longer theirs
 * and come into those that have become so.
 *
 * @param clients all of this process, or those of one customer
 */
export async function recheck(strapi: Core.Strapi, clients: Iterable<Client>): Promise<void> {
  const customers = new Map<string, { userId: number; clients: Client[] }>();
  const staff = new Map<string, Client[]>();
  for (const client of clients) {
    const { customer, staff: member } = client.data.standing;
    if (customer !== undefined) {
      const { sessionId, userId } = customer;
      const same = customers.get(sessionId) ?? { userId, clients: [] };
      same.clients.push(client);
      customers.set(sessionId, same);
    }
    if (member !== undefined) {
      staff.set(member.token, [...(staff.get(member.token) ?? []), client]);
    }
  }
  await Promise.all(
    [...customers].map(async ([sessionId, { userId, clients: same }]) => {
      if (await isLive(strapi, { sessionId, userId })) return;
      same.forEach((client) => end(client, 'signed_out'));
    }),
  );
  for (const [token, same] of staff) {
    const now = await roomsOfStaff(strapi, token);
    for (const client of same) {
      if (now === undefined) end(client, 'signed_out');
      else takeStanding(client, withStoreRooms(client.data.standing, now.rooms));
    }
  }
}

/** A standing with other rooms of staff than before. */
function withStoreRooms(standing: Standing, storeRooms: readonly string[]): Standing {
  const { customer, cartId, orderIds } = standing;
  const others = [
    ...(customer === undefined ? [] : [roomOf.customer(customer.userId)]),
    ...(cartId === undefined ? [] : [roomOf.cart(cartId)]),
    ...orderIds.map(roomOf.order),
  ];
  return { ...standing, rooms: new Set([...others, ...storeRooms]) };
}
