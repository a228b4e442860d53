import { newDocumentId } from '../../../kernel/server/contract';
import type { SourceRow } from '../../../inventory/server/contract';
import { planMove } from '../domain/plan-move';
import type { Target } from '../domain/plan-sourcing';
import type { LineRow } from '../sql/standing';
import type { CartWork, Claimed } from './change-cart';
import { insufficientStock } from './refusals';
import { sourceOf } from './sources';

/** So many of a variant that shall come from a store. */
export interface SourcedTarget extends Target {
  source: SourceRow;
}

/** Everything that a cart has, from one store. */
export function allFrom(store: SourceRow, lines: readonly LineRow[]): SourcedTarget[] {
  const units = new Map<number, number>();
  for (const { variant_id: variantId, quantity } of lines) {
    units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  }
  return [...units].map(([variantId, quantity]) => ({
    variantId,
    quantity,
    storeId: store.store_id,
    source: store,
  }));
}

/**
 * Claims what it takes to bring the goods of a cart to where they shall come from, all or nothing.
 * Lines of variants that no target names stay as they are.
 *
 * @returns the lines as they are then
 * @throws Refusal INSUFFICIENT_STOCK where a store cannot supply its part
 */
export async function moveGoods(
  { claims }: CartWork,
  lines: readonly LineRow[],
  targets: readonly SourcedTarget[],
): Promise<{ lines: LineRow[]; claimed: Claimed[] }> {
  const movable = lines.map((line) => ({
    id: line.id,
    variantId: line.variant_id,
    storeId: line.store_id,
    quantity: line.quantity,
    holdId: line.hold_id,
    held: line.reserved_until !== null,
  }));
  const moves = await Promise.all(
    planMove(movable, targets).map(async (move, turn) => {
      const { variantId, storeId, claim: quantity } = move;
      const claim =
        quantity === 0 ? undefined : await claims.take({ variantId, storeId, quantity });
      return { move, claim, source: targets[turn]?.source };
    }),
  );
  const former = new Map(lines.map((line) => [line.id, line]));
  const moved = new Map<string, LineRow>();
  const claimed: Claimed[] = [];
  for (const { move, claim, source } of moves) {
    const sibling = lines.find((line) => line.variant_id === move.variantId);
    const line = former.get(move.lineId ?? '') ?? sibling;
    if (line === undefined || source === undefined) throw new Error('Goods of no line are to move');
    if (claim?.kind === 'insufficient') {
      const mine = move.quantity - move.claim;
      throw insufficientStock(line.sku, move.quantity, claim.available + mine);
    }
    const holdId = claim === undefined ? undefined : claim.holdId;
    if (holdId !== undefined) claimed.push({ holdId, mergeInto: move.mergeInto });
    const id = move.lineId ?? newDocumentId();
    const hold = move.mergeInto ?? holdId ?? line.hold_id;
    moved.set(id, { ...line, ...sourceOf(source), id, quantity: move.quantity, hold_id: hold });
  }
  const named = new Set(targets.map(({ variantId }) => variantId));
  const stay = lines.filter((line) => !named.has(line.variant_id) || moved.has(line.id));
  const added = [...moved.values()].filter(({ id }) => !former.has(id));
  return { lines: [...stay.map((line) => moved.get(line.id) ?? line), ...added], claimed };
}
