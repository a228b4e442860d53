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

/** What happens to one variant of a cart whose goods go to another store. */
export interface Move {
  /** The line that stays, at the new store. */
  lineId: string;
  variantId: number;
  quantity: number;
  /** Units to claim at the new store. */
  claim: number;
  /** The live hold that the claim goes into, where the line is there already. */
  mergeInto: string | undefined;
  /** Lines that go into the one that stays. */
  absorbed: string[];
  /** Holds that end once the claim is attached. */
  released: string[];
}

/**
 * Works out how the goods of a cart come together in one store. Lines of the same variant become
 * one, the one that is at the store already where there is one.
 *
 * @returns one move for each variant that has a line elsewhere
 */
export function planMove(lines: readonly MovableLine[], storeId: number): Move[] {
  const elsewhere = lines.filter((line) => line.storeId !== storeId);
  const first = elsewhere.filter(
    (line, turn) => elsewhere.findIndex((other) => other.variantId === line.variantId) === turn,
  );
  return first.map((moving) => {
    const group = lines.filter((line) => line.variantId === moving.variantId);
    const there = group.find((line) => line.storeId === storeId);
    const kept = there ?? moving;
    const others = group.filter((line) => line !== kept);
    const quantity = group.reduce((all, line) => all + line.quantity, 0);
    const staysHeld = there?.held === true;
    return {
      lineId: kept.id,
      variantId: kept.variantId,
      quantity,
      claim: staysHeld ? quantity - kept.quantity : quantity,
      mergeInto: staysHeld ? kept.holdId : undefined,
      absorbed: others.map((line) => line.id),
      released: (staysHeld ? others : group).map((line) => line.holdId),
    };
  });
}
