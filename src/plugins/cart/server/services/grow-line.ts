import { newDocumentId } from '../../../kernel/server/contract';
import type { SourceRow } from '../../../inventory/server/contract';
import type { LineRow, VariantRow } from '../sql/standing';
import type { Claimed } from './change-cart';

/**
 * A line that more was claimed for, at today's price: the one that the cart has of that variant and
 * store, or a new one. What an expired hold of the line had must be claimed with it.
 *
 * @param quantity units more
 */
export function growLine(
  line: LineRow | undefined,
  goods: { variant: VariantRow; source: SourceRow },
  { holdId, quantity }: { holdId: string; quantity: number },
): { line: LineRow; claimed: Claimed } {
  const mergeInto = line?.reserved_until == null ? undefined : line.hold_id;
  return {
    line: {
      ...goods.variant,
      ...goods.source,
      id: line?.id ?? newDocumentId(),
      quantity: (line?.quantity ?? 0) + quantity,
      hold_id: mergeInto ?? holdId,
      reserved_until: line?.reserved_until ?? null,
      seen_price: goods.variant.unit_price,
      told_price: goods.variant.unit_price,
    },
    claimed: { holdId, mergeInto },
  };
}

/** Lines with one that is new, or in the place of its former self. */
export function withLine(lines: readonly LineRow[], line: LineRow): LineRow[] {
  return lines.some(({ id }) => id === line.id)
    ? lines.map((other) => (other.id === line.id ? line : other))
    : [...lines, line];
}

/** The line of a variant at a store. */
export function lineAt(
  lines: readonly LineRow[],
  variantId: number,
  storeId: number,
): LineRow | undefined {
  return lines.find((line) => line.variant_id === variantId && line.store_id === storeId);
}

/** How many units of a variant lines have, in all stores together. */
export function unitsOf(lines: readonly LineRow[], variantId: number): number {
  return lines
    .filter((line) => line.variant_id === variantId)
    .reduce((units, line) => units + line.quantity, 0);
}
