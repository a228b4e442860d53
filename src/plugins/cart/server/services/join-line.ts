import type { FreedHold } from '../../../inventory/server/contract';
import type { Adjustment } from '../domain/adjustment';
import type { LineRow } from '../sql/standing';
import type { Claimed } from './change-cart';
import { takeUpTo, type Claims } from './claims';

/** A line that another one was joined into. */
export interface JoinedLine {
  line: LineRow;
  claimed: Claimed[];
  freed: FreedHold[];
  /** What did not fit. */
  adjustment?: Adjustment;
}

/**
 * Joins a line into another of the same variant and store: the quantities are added up to what can be
 * held. What live holds have goes together, and what an expired one had is claimed anew where it is
 * still there. Where nothing can be held, the line stays as it was.
 *
 * @param room units that may come in beside what `into` has
 */
export async function joinLine(
  claims: Claims,
  into: LineRow,
  line: LineRow,
  room: number,
): Promise<JoinedLine> {
  const wanted = into.quantity + line.quantity;
  const allowed = into.quantity + Math.min(line.quantity, room);
  const [kept, other] = [into, line].filter((part) => part.reserved_until !== null);
  const together = (kept?.quantity ?? 0) + (other?.quantity ?? 0);
  const held = Math.min(together, allowed);
  const claimed: Claimed[] = [];
  const freed: FreedHold[] =
    line.reserved_until === null ? [{ holdId: line.hold_id, keep: 0 }] : [];
  if (kept !== undefined && other !== undefined) {
    claimed.push({ holdId: other.hold_id, mergeInto: kept.hold_id });
  }
  if (kept !== undefined && together > held) freed.push({ holdId: kept.hold_id, keep: held });
  const more = await takeUpTo(claims, {
    variantId: into.variant_id,
    storeId: into.store_id,
    quantity: allowed - held,
  });
  if (more !== undefined) claimed.push({ holdId: more.holdId, mergeInto: kept?.hold_id });
  const quantity = held + (more?.quantity ?? 0);
  const joined: LineRow =
    quantity === 0
      ? into
      : {
          ...into,
          quantity,
          hold_id: kept?.hold_id ?? more?.holdId ?? into.hold_id,
          reserved_until: kept?.reserved_until ?? null,
        };
  if (joined.quantity === wanted) return { line: joined, claimed, freed };
  const reason = allowed < wanted ? 'HOLD_LIMIT' : 'INSUFFICIENT_STOCK';
  const adjustment = {
    sku: line.sku,
    requested: wanted,
    quantity: joined.quantity,
    reason,
  } as const;
  return { line: joined, claimed, freed, adjustment };
}
