import type { Core } from '@strapi/strapi';
import { dukaConfig, type Transaction } from '../../../kernel/server/contract';
import { releaseHolds, renewHolds, shrinkHold } from '../../../inventory/server/contract';
import { KEEP_SECONDS } from '../domain/limits';
import type { CartRow } from '../sql/cart-row';
import { lockCart } from '../sql/lock-cart';
import { readLines, type LineRow } from '../sql/read-lines';
import { renewLines } from '../sql/renew-lines';
import { touchCart } from '../sql/touch-cart';
import { heldNoLonger } from './attach';
import type { Claims } from './claims';
import { presentCart, type CartView } from './present-cart';

/** What a change works with. */
export interface CartChange {
  tx: Transaction;
  claims: Claims;
  cart: CartRow;
  lines: LineRow[];
  /** Seconds of a hold's full life. */
  holdSeconds: number;
}

/** What frees stock. It comes last, for it locks the stock rows. */
export interface Freed {
  /** Holds that end. */
  release?: string[];
  /** A hold that keeps less than it had. */
  shrink?: { holdId: string; quantity: number };
}

/**
 * Changes a locked cart: runs the change, gives every live hold its full life again, prolongs the
 * cart, and frees at the very end what the change leaves over.
 *
 * @returns the cart as it is then
 */
export async function changeCart(
  strapi: Core.Strapi,
  { tx, claims, cart }: Pick<CartChange, 'tx' | 'claims' | 'cart'>,
  customerId: number | null,
  change: (work: CartChange) => Promise<Freed>,
): Promise<CartView> {
  const holdSeconds = dukaConfig(strapi).holdSeconds;
  const before = await tx.query(readLines, [cart.id]);
  const freed = await change({ tx, claims, cart, lines: before, holdSeconds });
  const ended = new Set(freed.release);
  const live = before.filter((line) => line.reserved_until !== null && !ended.has(line.hold_id));
  const renewed = await renewHolds(
    tx,
    live.map((line) => line.hold_id),
    holdSeconds,
  );
  if (renewed.size > 0) {
    await tx.query(renewLines, [[...renewed.keys()], [...renewed.values()], cart.id]);
  }
  const [touched] = await tx.query(touchCart, [cart.id, KEEP_SECONDS]);
  const [after] = await tx.query(lockCart, [customerId, cart.public_id]);
  if (touched === undefined || after === undefined) throw new Error('A locked cart has vanished');
  const view = presentCart(after, await tx.query(readLines, [cart.id]), touched.expires_at);
  if (freed.shrink !== undefined) {
    const shrunk = await shrinkHold(tx, freed.shrink.holdId, freed.shrink.quantity);
    if (shrunk.kind === 'lost') throw heldNoLonger();
  }
  await releaseHolds(tx, freed.release ?? []);
  return view;
}
