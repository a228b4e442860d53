import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig } from '../../../kernel/server/contract';
import { roomOf } from '../domain/rooms';
import { findExpiring } from '../sql/find-expiring';
import type { Standing } from './standing';

export interface CartWarning {
  payload: { itemId: string; sku: string; reservedUntil: Date };
  rooms: string[];
}

/** How often it is looked within the time of a warning. */
const LOOKS = 8;
/** And at least so often, for the shop's settings can make holds shorter at any time. */
const LONGEST_REST_SECONDS = 5;

/**
 * Warns shoppers who are connected before the hold on a line of their cart ends: once for each end, also
 * where they prolong it and it comes near again.
 *
 * @param standings of the sockets that are connected now
 * @param tell given each warning
 * @returns what ends that
 */
export function warnOfExpiry(
  strapi: Core.Strapi,
  standings: () => Iterable<Standing>,
  tell: (warning: CartWarning) => void,
): () => void {
  const { holdSeconds, sockets } = dukaConfig(strapi);
  // Of a hold that is short at all, the last third.
  const ahead = Math.min(sockets.cartWarningSeconds, holdSeconds / 3);
  let told = new Map<string, number>();

  const look = async (): Promise<void> => {
    const carts = new Set<string>();
    const customers = new Set<number>();
    for (const { cartId, customer } of standings()) {
      if (cartId !== undefined) carts.add(cartId);
      if (customer !== undefined) customers.add(customer.userId);
    }
    if (carts.size + customers.size === 0) return;
    const rows = await databaseOf(strapi).query(findExpiring, [[...carts], [...customers], ahead]);
    const standing = new Map<string, number>();
    for (const row of rows) {
      const end = row.reserved_until.getTime();
      standing.set(row.item_id, end);
      if (told.get(row.item_id) === end) continue;
      const { item_id: itemId, sku, reserved_until: reservedUntil, customer_id: owner } = row;
      const room = owner === null ? roomOf.cart(row.public_id) : roomOf.customer(owner);
      tell({ payload: { itemId, sku, reservedUntil }, rooms: [room] });
    }
    told = standing;
  };

  let looking = false;
  const timer = setInterval(
    () => {
      if (looking) return;
      looking = true;
      look()
        .catch((error: unknown) => void strapi.log.warn(`realtime: ${String(error)}`))
        .finally(() => (looking = false));
    },
    Math.min(ahead / LOOKS, LONGEST_REST_SECONDS) * 1_000,
  ).unref();
  return () => clearInterval(timer);
}
