import type { DisputeStage } from './provider';

/** Whether what is told of a dispute is news: an end is never followed by its beginning. */
export function followsDispute(known: DisputeStage | null, told: DisputeStage): boolean {
  return known !== told && (known === null || told !== 'open');
}

/** Whether an order waits for its disputes: one is open, or was lost and the money with it. */
export function stopsOrder(stages: readonly (DisputeStage | null)[]): boolean {
  return stages.some((stage) => stage === 'open' || stage === 'lost');
}
