import { deleteLines } from '../sql/delete-lines';
import type { LineRow } from '../sql/read-lines';
import { writeLines } from '../sql/write-lines';
import { attach } from './attach';
import type { CartChange, Freed } from './change-cart';
import { insufficientStock, itemNotFound } from './refusals';

/**
 * Sets how many units a line has; 0 takes it out.
 *
 * @throws Refusal CART_ITEM_NOT_FOUND, INSUFFICIENT_STOCK
 */
export async function setQuantity(
  change: CartChange,
  itemId: string,
  quantity: number,
): Promise<Freed> {
  const line = change.lines.find(({ id }) => id === itemId);
  if (line === undefined) throw itemNotFound();
  if (quantity === 0) return removeLines(change, [line]);
  if (line.reserved_until === null) return holdAnew(change, line, quantity);
  if (quantity > line.quantity) {
    const mergeInto = line.hold_id;
    await grow(change, line, { quantity, claim: quantity - line.quantity, mergeInto });
    return {};
  }
  if (quantity === line.quantity) return {};
  await writeLine(change, line, {
    quantity,
    holdId: line.hold_id,
    reservedUntil: line.reserved_until,
  });
  return { shrink: { holdId: line.hold_id, quantity } };
}

/** Takes lines out and frees what they hold. */
export async function removeLines(
  { tx, cart }: CartChange,
  lines: readonly LineRow[],
): Promise<Freed> {
  await tx.query(deleteLines, [cart.id, lines.map(({ id }) => id)]);
  return { release: lines.map((line) => line.hold_id) };
}

async function holdAnew(change: CartChange, line: LineRow, quantity: number): Promise<Freed> {
  await grow(change, line, { quantity, claim: quantity, mergeInto: undefined });
  return { release: [line.hold_id] };
}

async function grow(
  change: CartChange,
  line: LineRow,
  to: { quantity: number; claim: number; mergeInto: string | undefined },
): Promise<void> {
  const { variant_id: variantId, store_id: storeId } = line;
  const claim = await change.claims.take({ variantId, storeId, quantity: to.claim });
  if (claim.kind === 'insufficient') {
    const mine = to.quantity - to.claim;
    throw insufficientStock(line.sku, to.quantity, claim.available + mine);
  }
  const hold = await attach(change.tx, {
    claimId: claim.holdId,
    seconds: change.holdSeconds,
    mergeInto: to.mergeInto,
  });
  await writeLine(change, line, { quantity: to.quantity, ...hold });
}

function writeLine(
  { tx, cart }: CartChange,
  line: LineRow,
  to: { quantity: number; holdId: string; reservedUntil: Date },
): Promise<never[]> {
  return tx.query(writeLines, [
    cart.id,
    [line.id],
    [line.variant_id],
    [line.store_id],
    [to.quantity],
    [to.holdId],
    [to.reservedUntil],
  ]);
}
