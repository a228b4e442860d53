import { invalid, Refusal } from '../../../kernel/server/contract';
import { MOST_ON_HAND, type RefusedAdjustment } from './adjust-stock';

/**
 * What a caller is told whose change of stock was refused.
 *
 * @param rows what the verb refused, at least one
 * @param nameOf what the caller calls a row's variant
 */
export function refusalOf(
  rows: readonly RefusedAdjustment[],
  nameOf: (row: RefusedAdjustment) => string,
): Refusal {
  const stale = rows.find((row) => row.unseen !== undefined);
  if (stale?.unseen !== undefined) return staleEdit(stale.unseen);
  const tooMany = rows.find((row) => row.onHand > MOST_ON_HAND);
  if (tooMany !== undefined) {
    return invalid([{ path: ['onHand'], message: `must be at most ${MOST_ON_HAND}` }]);
  }
  const refused = rows.map((row) => ({
    sku: nameOf(row),
    onHand: row.onHand,
    reserved: row.reserved,
  }));
  const [first] = refused;
  return new Refusal(
    'BELOW_RESERVED',
    `${first?.reserved} of ${first?.sku} are reserved, so there cannot be ${first?.onHand}.`,
    { rows: refused },
  );
}

/**
 * Nobody overwrites a sale that they have not seen.
 *
 * @param onHand what the store has now
 */
export function staleEdit(onHand: number): Refusal {
  return new Refusal(
    'EDIT_CONFLICT',
    `There are ${onHand} on hand now; this page shows an older number. Load it anew.`,
  );
}
