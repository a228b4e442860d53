import { planMove } from '../domain/plan-move';
import { deleteLines } from '../sql/delete-lines';
import { writeLines } from '../sql/write-lines';
import { attach } from './attach';
import type { CartChange, Freed } from './change-cart';
import { insufficientStock } from './refusals';

/**
 * Brings the goods of a cart together in one store with their holds, all or nothing.
 *
 * @param storeId numeric id
 * @throws Refusal INSUFFICIENT_STOCK where the store cannot supply a line
 */
export async function moveGoods(change: CartChange, storeId: number): Promise<Freed> {
  const { tx, claims, cart, lines, holdSeconds } = change;
  const moves = planMove(
    lines.map((line) => ({
      id: line.id,
      variantId: line.variant_id,
      storeId: line.store_id,
      quantity: line.quantity,
      holdId: line.hold_id,
      held: line.reserved_until !== null,
    })),
    storeId,
  );
  if (moves.length === 0) return {};
  const claimed = await Promise.all(
    moves.map((move) => claims.take({ variantId: move.variantId, storeId, quantity: move.claim })),
  );
  const attached: { holdId: string; reservedUntil: Date }[] = [];
  for (const [turn, move] of moves.entries()) {
    const claim = claimed[turn];
    if (claim?.kind !== 'claimed') {
      const sku = lines.find((line) => line.variant_id === move.variantId)?.sku ?? '';
      const mine = move.quantity - move.claim;
      throw insufficientStock(sku, move.quantity, (claim?.available ?? 0) + mine);
    }
    attached.push(
      await attach(tx, { claimId: claim.holdId, seconds: holdSeconds, mergeInto: move.mergeInto }),
    );
  }
  await tx.query(deleteLines, [cart.id, moves.flatMap((move) => move.absorbed)]);
  await tx.query(writeLines, [
    cart.id,
    moves.map((move) => move.lineId),
    moves.map((move) => move.variantId),
    moves.map(() => storeId),
    moves.map((move) => move.quantity),
    attached.map((hold) => hold.holdId),
    attached.map((hold) => hold.reservedUntil),
  ]);
  return { release: moves.flatMap((move) => move.released) };
}
