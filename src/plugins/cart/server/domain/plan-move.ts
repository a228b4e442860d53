import type { Target } from './plan-sourcing';

/** A line as far as moving it needs to know. */
export interface MovableLine {
  id: string;
  variantId: number;
  storeId: number;
  quantity: number;
  holdId: string;
  /** Whether its hold is still live. */
  held: boolean;
}

/** How one line comes to have what it shall have. */
export interface Move extends Target {
  /** The line that has it; undefined for a new one. */
  lineId: string | undefined;
  /** Units to claim at the store; 0 where the line has enough. */
  claim: number;
  /** The live hold of the line that the claim goes into. */
  mergeInto: string | undefined;
}

/**
 * Works out how the goods of a cart come to be where they shall come from. A line that is at such a
 * store already stays there; of the others as many go to the remaining stores as it takes, and what
 * is left of a variant's lines is needed no more.
 *
 * @param targets for each variant that shall move, all of it
 */
export function planMove(lines: readonly MovableLine[], targets: readonly Target[]): Move[] {
  const taken = new Set<string>();
  const stays = targets.map((target) => {
    const there = lines.find(
      (line) => line.variantId === target.variantId && line.storeId === target.storeId,
    );
    if (there !== undefined) taken.add(there.id);
    return { target, there };
  });
  return stays.map(({ target, there }) => {
    const spare = lines.find((line) => line.variantId === target.variantId && !taken.has(line.id));
    const line = there ?? spare;
    if (line !== undefined) taken.add(line.id);
    const held = there?.held ? there : undefined;
    return {
      ...target,
      lineId: line?.id,
      claim: Math.max(0, target.quantity - (held?.quantity ?? 0)),
      mergeInto: held?.holdId,
    };
  });
}
