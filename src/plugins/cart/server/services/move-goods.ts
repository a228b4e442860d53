import type { SourceRow } from '../../../inventory/server/contract';
import { planMove } from '../domain/plan-move';
import type { LineRow } from '../sql/standing';
import type { CartWork, Claimed } from './change-cart';
import { insufficientStock } from './refusals';

/**
 * Claims what it takes to bring the goods of a cart together in one store, all or nothing.
 *
 * @returns the lines as they are then
 * @throws Refusal INSUFFICIENT_STOCK where the store cannot supply a line
 */
export async function moveGoods(
  { claims }: CartWork,
  lines: readonly LineRow[],
  store: SourceRow,
): Promise<{ lines: LineRow[]; claimed: Claimed[] }> {
  const storeId = store.store_id;
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
  const taken = await Promise.all(
    moves.map((move) => claims.take({ variantId: move.variantId, storeId, quantity: move.claim })),
  );
  const claimed = moves.map((move, turn) => {
    const claim = taken[turn];
    if (claim?.kind === 'claimed') return { holdId: claim.holdId, mergeInto: move.mergeInto };
    const sku = lines.find((line) => line.variant_id === move.variantId)?.sku ?? '';
    const mine = move.quantity - move.claim;
    throw insufficientStock(sku, move.quantity, (claim?.available ?? 0) + mine);
  });
  const absorbed = new Set(moves.flatMap((move) => move.absorbed));
  const moved = lines
    .filter(({ id }) => !absorbed.has(id))
    .map((line) => {
      const turn = moves.findIndex((move) => move.lineId === line.id);
      const [move, claim] = [moves[turn], claimed[turn]];
      if (move === undefined || claim === undefined) return line;
      const holdId = claim.mergeInto ?? claim.holdId;
      return { ...line, ...store, quantity: move.quantity, hold_id: holdId };
    });
  return { lines: moved, claimed };
}
