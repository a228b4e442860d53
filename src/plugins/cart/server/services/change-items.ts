import type { LineRow } from '../sql/standing';
import { changeCart, type CartWork, type ChangedCart } from './change-cart';
import { existingCartOf } from './open-cart';
import { insufficientStock, itemNotFound } from './refusals';

/**
 * Sets how many units a line has; 0 takes it out. A line whose hold has expired is held anew.
 *
 * @throws Refusal CART_ITEM_NOT_FOUND, CART_CLOSED, INSUFFICIENT_STOCK
 */
export async function setQuantity(
  work: CartWork,
  itemId: string,
  quantity: number,
): Promise<ChangedCart> {
  const before = await existingCartOf(work.tx, work.shopper);
  const line = before.lines.find(({ id }) => id === itemId);
  if (line === undefined) throw itemNotFound();
  if (quantity === 0) {
    return changeCart(work, before, { lines: before.lines.filter((other) => other !== line) });
  }
  const live = line.reserved_until !== null;
  const more = live ? quantity - line.quantity : quantity;
  const holdId = more > 0 ? await takeMore(work, line, quantity, more) : undefined;
  const set = { ...line, quantity, hold_id: live ? line.hold_id : (holdId ?? line.hold_id) };
  return changeCart(work, before, {
    lines: before.lines.map((other) => (other === line ? set : other)),
    claimed: holdId === undefined ? [] : [{ holdId, mergeInto: live ? line.hold_id : undefined }],
  });
}

/**
 * Takes lines out and frees what they hold.
 *
 * @param leaves which of them
 * @throws Refusal CART_ITEM_NOT_FOUND where none of them is in the cart, CART_CLOSED
 */
export async function removeLines(
  work: CartWork,
  leaves: (line: LineRow) => boolean,
): Promise<ChangedCart> {
  const before = await existingCartOf(work.tx, work.shopper);
  const lines = before.lines.filter((line) => !leaves(line));
  if (lines.length === before.lines.length && before.lines.length > 0) throw itemNotFound();
  return changeCart(work, before, { lines });
}

async function takeMore(
  { claims }: CartWork,
  { variant_id: variantId, store_id: storeId, sku }: LineRow,
  quantity: number,
  more: number,
): Promise<string> {
  const claim = await claims.take({ variantId, storeId, quantity: more });
  if (claim.kind === 'insufficient') {
    throw insufficientStock(sku, quantity, claim.available + quantity - more);
  }
  return claim.holdId;
}
