import type { DisputeStage } from './provider';

/** A dispute of a payment; its id is the provider's, null where it was told without one. */
export interface KnownDispute {
  id: string | null;
  stage: DisputeStage;
}

/**
 * The disputes of a payment when one more thing is told of them: each goes on by itself, and an end is
 * never followed by its own beginning. What is told without an id is of the latest that is known; where
 * none is, the first one with an id that is told afterwards is the same.
 *
 * @param known the oldest first
 * @returns undefined where it is no news
 */
export function disputesAfter(
  known: readonly KnownDispute[],
  told: KnownDispute,
): KnownDispute[] | undefined {
  const meant =
    known.find(({ id }) => id === told.id) ??
    (told.id === null
      ? known.at(-1)
      : known.find(({ id, stage }) => id === null && stage !== 'won'));
  if (meant === undefined) return [...known, told];
  if (meant.stage === told.stage || told.stage === 'open') return undefined;
  const now = { id: meant.id ?? told.id, stage: told.stage };
  return known.map((one) => (one === meant ? now : one));
}

/** How a payment stands: one dispute that is open, or was lost, outweighs those that were won. */
export function stageOf(disputes: readonly KnownDispute[]): DisputeStage | null {
  const stages = disputes.map(({ stage }) => stage);
  return (['open', 'lost', 'won'] as const).find((stage) => stages.includes(stage)) ?? null;
}

/** Whether an order waits for its disputes: one is open, or was lost and the money with it. */
export function stopsOrder(stages: readonly (DisputeStage | null)[]): boolean {
  return stages.some((stage) => stage === 'open' || stage === 'lost');
}
