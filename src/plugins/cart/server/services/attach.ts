import { Refusal, type Transaction } from '../../../kernel/server/contract';
import { attachHold } from '../../../inventory/server/contract';

export interface Attachment {
  claimId: string;
  /** Seconds that the hold lives from now on. */
  seconds: number;
  /** The live hold that the line has already. */
  mergeInto?: string | undefined;
}

/**
 * Attaches a claim to its line for its full life.
 *
 * @throws Refusal UNAVAILABLE where the hold expired in this very moment: the caller tries again
 */
export async function attach(
  tx: Transaction,
  { claimId, seconds, mergeInto }: Attachment,
): Promise<{ holdId: string; reservedUntil: Date }> {
  const result = await attachHold(tx, {
    holdId: claimId,
    seconds,
    ...(mergeInto === undefined ? {} : { mergeInto }),
  });
  if (result.kind === 'lost') throw heldNoLonger();
  return { holdId: result.holdId, reservedUntil: result.expiresAt };
}

/** The refusal for a hold that ended while it was being changed. */
export function heldNoLonger(): Refusal {
  return new Refusal('UNAVAILABLE', 'The hold on the goods ran out just now. Try again.', {}, 1);
}
