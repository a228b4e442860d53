import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, type Transaction } from '../../../kernel/server/contract';
import { attachHold, releaseHolds } from '../../../inventory/server/contract';
import { MOST_LINES, MOST_UNITS } from '../domain/limits';
import { claimGuestCart } from '../sql/claim-guest-cart';
import { closeCart } from '../sql/close-cart';
import { deleteLines } from '../sql/delete-lines';
import { findCart } from '../sql/find-cart';
import { moveLines } from '../sql/move-lines';
import { readLines, type LineRow } from '../sql/read-lines';
import { writeLines } from '../sql/write-lines';
import { lockCartOf } from './open-cart';

/**
 * Brings what somebody put into a cart before signing in into their own: the guest's cart becomes
 * theirs where they have none, else its lines go over with their holds. It may be asked for at each
 * call; there is something to do once.
 *
 * @param publicId the cart that the token opens
 */
export async function joinGuestCart(
  strapi: Core.Strapi,
  customerId: number,
  publicId: string,
): Promise<void> {
  const database = databaseOf(strapi);
  const [guests] = await database.query(findCart, [null, publicId]);
  if (guests?.status !== 'open') return;
  await database.transaction(async (tx) => {
    if ((await tx.query(claimGuestCart, [publicId, customerId])).length > 0) return;
    const own = await lockCartOf(tx, { customerId, cartId: null });
    const guest = await lockCartOf(tx, { customerId: null, cartId: publicId });
    if (own?.status !== 'open' || guest?.status !== 'open') return;
    await join(tx, own.id, guest.id, dukaConfig(strapi).holdSeconds);
  });
}

async function join(
  tx: Transaction,
  ownId: number,
  guestId: number,
  seconds: number,
): Promise<void> {
  const own = await tx.query(readLines, [ownId]);
  const guests = await tx.query(readLines, [guestId]);
  const twinOf = (line: LineRow) =>
    own.find((other) => other.variant_id === line.variant_id && other.store_id === line.store_id);
  const alone = guests.filter((line) => twinOf(line) === undefined);
  const moved = alone.slice(0, Math.max(0, MOST_LINES - own.length));
  await tx.query(moveLines, [ownId, moved.map(({ id }) => id)]);

  const ended = alone.slice(moved.length).map((line) => line.hold_id);
  for (const line of guests) {
    const twin = twinOf(line);
    if (twin !== undefined) ended.push(...(await joinLine(tx, ownId, twin, line, seconds)));
  }
  await tx.query(deleteLines, [guestId, guests.map(({ id }) => id)]);
  await tx.query(closeCart, [guestId]);
  await releaseHolds(tx, ended);
}

/**
 * Joins two lines of the same variant and store. Where one of the holds has expired the line has
 * none, and is held again when it is looked at next.
 *
 * @returns holds that end
 */
async function joinLine(
  tx: Transaction,
  cartId: number,
  twin: LineRow,
  line: LineRow,
  seconds: number,
): Promise<string[]> {
  const quantity = twin.quantity + line.quantity;
  if (quantity > MOST_UNITS) return [line.hold_id];
  const joined = await attachHold(tx, {
    holdId: line.hold_id,
    mergeInto: twin.hold_id,
    seconds,
  });
  const until = joined.kind === 'attached' ? joined.expiresAt : new Date(0);
  await tx.query(writeLines, [
    cartId,
    [twin.id],
    [twin.variant_id],
    [twin.store_id],
    [quantity],
    [twin.hold_id],
    [until],
  ]);
  return joined.kind === 'attached' ? [] : [twin.hold_id, line.hold_id];
}
