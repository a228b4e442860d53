import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import { MOST_LINES, MOST_UNITS } from '../domain/limits';
import { claimGuestCart } from '../sql/claim-guest-cart';
import { closeCart } from '../sql/close-cart';
import { findCart } from '../sql/find-cart';
import type { LineRow } from '../sql/standing';
import { changeCart, type CartWork, type Claimed } from './change-cart';
import { withClaims } from './claims';
import { lockCartOf, type OpenStanding } from './open-cart';

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
  const [standing] = await database.query(findCart, [null, publicId]);
  if (standing?.cart?.status !== 'open') return;
  await withClaims(strapi, (claims) =>
    database.transaction(async (tx) => {
      if ((await tx.query(claimGuestCart, [publicId, customerId])).length > 0) return;
      const own = await lockCartOf(tx, { customerId, cartId: null });
      const guest = await lockCartOf(tx, { customerId: null, cartId: publicId });
      if (own.cart?.status !== 'open' || guest.cart?.status !== 'open') return;
      await join(
        { strapi, tx, claims },
        { ...own, cart: own.cart },
        { ...guest, cart: guest.cart },
      );
    }),
  );
}

/**
 * Puts the lines of a guest's cart into another. Those of the same variant and store become one;
 * where one of the holds has expired it has none, and is held again when it is looked at next.
 */
async function join(
  work: Omit<CartWork, 'shopper'>,
  own: OpenStanding,
  guest: OpenStanding,
): Promise<void> {
  const lines = [...own.lines];
  const claimed: Claimed[] = [];
  const ended: string[] = [];
  for (const line of guest.lines) {
    const turn = lines.findIndex((other) => isTwin(other, line));
    const twin = lines[turn];
    if (twin === undefined) {
      if (lines.length < MOST_LINES) lines.push(line);
      else ended.push(line.hold_id);
    } else if (twin.quantity + line.quantity > MOST_UNITS) {
      ended.push(line.hold_id);
    } else {
      const held = twin.reserved_until !== null && line.reserved_until !== null;
      if (held) claimed.push({ holdId: line.hold_id, mergeInto: twin.hold_id });
      else ended.push(twin.hold_id, line.hold_id);
      lines[turn] = {
        ...twin,
        quantity: twin.quantity + line.quantity,
        reserved_until: held ? twin.reserved_until : null,
      };
    }
  }
  await work.tx.query(closeCart, [guest.cart.id]);
  await changeCart(work, own, { lines, claimed, ended });
}

function isTwin(one: LineRow, other: LineRow): boolean {
  return one.variant_id === other.variant_id && one.store_id === other.store_id;
}
