/** So many of a variant that a cart wants. */
export interface Wanted {
  variantId: number;
  quantity: number;
}

/** A store that could supply something of it. */
export interface Source {
  storeId: number;
  /** Kilometres; 0 where the shopper's place is not known. */
  distance: number;
  /** Units that it can supply, by the variant's id. */
  units: Readonly<Record<number, number>>;
}

/** So many of a variant from one store. */
export interface Target extends Wanted {
  storeId: number;
}

/** Where the goods of a cart come from. What all stores together cannot supply is not in it. */
export interface SourcingPlan {
  targets: Target[];
  /** What all stores together have less of than is wanted, with what they have. */
  missing: (Wanted & { available: number })[];
}

/**
 * How the goods of a cart are sourced: each thing from the nearest store that has all of it, or
 * everything from the fewest stores.
 */
export type Sourcing = 'nearest' | 'fewest_stores';

/** Sets of stores that are looked at before the plan settles for a good one instead of the best. */
const MOST_SETS = 50_000;

/**
 * Plans where the goods of a cart come from.
 *
 * `fewest_stores`: the nearest store that can supply all of it, else the fewest stores that together
 * can, and of several such sets the one with the smallest sum of distances. As long as that takes no
 * more than {@link MOST_SETS} sets to look at, it is exact; beyond, the store that supplies the most
 * of what is still missing is taken, again and again, the nearer one of two, and at the end those are
 * left out again, farthest first, that the others make needless.
 *
 * `nearest`: each thing by itself, from the nearest store that has all of it.
 *
 * A thing comes from one of the chosen stores where one has all of it, the nearest, and only else from
 * several, nearest first.
 */
export function planSourcing(
  wanted: readonly Wanted[],
  sources: readonly Source[],
  sourcing: Sourcing,
): SourcingPlan {
  const byDistance = [...sources].sort(
    (one, other) => one.distance - other.distance || one.storeId - other.storeId,
  );
  const goals = wanted.map(({ variantId, quantity }) => {
    const available = sum(byDistance, variantId);
    return { variantId, quantity: Math.min(quantity, available), wanted: quantity, available };
  });
  const chosen = sourcing === 'nearest' ? byDistance : fewestStores(goals, byDistance);
  return {
    targets: goals.flatMap((goal) => shareOut(goal, chosen)),
    missing: goals
      .filter((goal) => goal.quantity < goal.wanted)
      .map(({ variantId, wanted: quantity, available }) => ({ variantId, quantity, available })),
  };
}

function sum(sources: readonly Source[], variantId: number): number {
  return sources.reduce((units, source) => units + (source.units[variantId] ?? 0), 0);
}

function supplies(sources: readonly Source[], goals: readonly Wanted[]): boolean {
  return goals.every(({ variantId, quantity }) => sum(sources, variantId) >= quantity);
}

function fewestStores(goals: readonly Wanted[], byDistance: readonly Source[]): Source[] {
  const useful = byDistance.filter((source) =>
    goals.some(({ variantId, quantity }) => quantity > 0 && (source.units[variantId] ?? 0) > 0),
  );
  let looked = 0;
  for (let size = 0; size <= useful.length; size += 1) {
    looked += numberOfSets(useful.length, size);
    if (looked > MOST_SETS) return mostFirst(goals, useful);
    const best = nearestSet(goals, useful, size);
    if (best !== undefined) return best;
  }
  return useful;
}

/** How many sets of a size there are. */
function numberOfSets(stores: number, size: number): number {
  let sets = 1;
  for (let turn = 0; turn < size; turn += 1) sets = (sets * (stores - turn)) / (turn + 1);
  return sets;
}

/** The set of a size with the smallest sum of distances that can supply everything. */
function nearestSet(
  goals: readonly Wanted[],
  useful: readonly Source[],
  size: number,
): Source[] | undefined {
  let best: Source[] | undefined;
  let least = Infinity;
  const look = (from: number, set: Source[], distance: number): void => {
    if (set.length === size) {
      if (distance < least && supplies(set, goals)) [best, least] = [set, distance];
      return;
    }
    for (const [turn, source] of useful.entries()) {
      if (turn >= from && distance + source.distance < least) {
        look(turn + 1, [...set, source], distance + source.distance);
      }
    }
  };
  look(0, [], 0);
  return best;
}

function mostFirst(goals: readonly Wanted[], useful: readonly Source[]): Source[] {
  const missing = new Map(goals.map(({ variantId, quantity }) => [variantId, quantity]));
  const unitsOf = ({ units }: Source) =>
    [...missing].reduce(
      (all, [variantId, quantity]) => all + Math.min(units[variantId] ?? 0, quantity),
      0,
    );
  const chosen: Source[] = [];
  while ([...missing.values()].some((quantity) => quantity > 0)) {
    // `useful` goes by distance, so the first of several with the most is the nearest.
    const next = useful
      .filter((source) => !chosen.includes(source))
      .reduce((best, source) => (unitsOf(source) > unitsOf(best) ? source : best));
    chosen.push(next);
    for (const [variantId, quantity] of missing) {
      missing.set(variantId, Math.max(0, quantity - (next.units[variantId] ?? 0)));
    }
  }
  const farthestFirst = [...chosen].sort((one, other) => other.distance - one.distance);
  return farthestFirst
    .reduce((kept, source) => {
      const others = kept.filter((other) => other !== source);
      return supplies(others, goals) ? others : kept;
    }, chosen)
    .sort((one, other) => one.distance - other.distance);
}

/** Takes one thing from stores, nearest first, but from one alone where one has all of it. */
function shareOut({ variantId, quantity }: Wanted, byDistance: readonly Source[]): Target[] {
  const whole = byDistance.find(({ units }) => (units[variantId] ?? 0) >= quantity);
  const targets: Target[] = [];
  let missing = quantity;
  for (const { storeId, units } of whole === undefined ? byDistance : [whole]) {
    const taken = Math.min(missing, units[variantId] ?? 0);
    if (taken > 0) targets.push({ variantId, storeId, quantity: taken });
    missing -= taken;
  }
  return targets;
}
