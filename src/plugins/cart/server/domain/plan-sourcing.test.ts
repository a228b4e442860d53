import fc from 'fast-check';
import { planSourcing, type Source, type SourcingPlan, type Wanted } from './plan-sourcing';

const store = (storeId: number, distance: number, units: Record<number, number>): Source => ({
  storeId,
  distance,
  units,
});

const storesOf = ({ targets }: SourcingPlan) =>
  [...new Set(targets.map(({ storeId }) => storeId))].sort((one, other) => one - other);

/** Few stores and variants, with little stock, so that all kinds of shortages come up. */
const cases = fc.record({
  wanted: fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
    .map((quantities) =>
      quantities.map((quantity, variantId): Wanted => ({ variantId, quantity })),
    ),
  sources: fc
    .array(
      fc.record({
        distance: fc.integer({ min: 0, max: 9 }),
        units: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
      }),
      { maxLength: 6 },
    )
    .map((list) =>
      list.map(({ distance, units }, storeId) =>
        store(storeId, distance, Object.fromEntries(units.entries())),
      ),
    ),
});

/** What holds for every plan: all that can be had is in it, and no store gives more than it has. */
function expectSound(
  plan: SourcingPlan,
  wanted: readonly Wanted[],
  sources: readonly Source[],
): void {
  for (const { variantId, quantity } of wanted) {
    const available = sources.reduce((all, { units }) => all + (units[variantId] ?? 0), 0);
    const planned = plan.targets.filter((target) => target.variantId === variantId);
    const units = planned.reduce((all, target) => all + target.quantity, 0);
    expect(units).toBe(Math.min(quantity, available));
    expect(new Set(planned.map(({ storeId }) => storeId)).size).toBe(planned.length);
    for (const target of planned) {
      const source = sources.find(({ storeId }) => storeId === target.storeId);
      expect(target.quantity).toBeGreaterThan(0);
      expect(target.quantity).toBeLessThanOrEqual(source?.units[variantId] ?? 0);
    }
    const missing = plan.missing.filter((one) => one.variantId === variantId);
    expect(missing).toEqual(available < quantity ? [{ variantId, quantity, available }] : []);
  }
}

/** The fewest stores and the smallest sum of distances, by trying every set. */
function bruteForce(wanted: readonly Wanted[], sources: readonly Source[]) {
  const goals = wanted.map(({ variantId, quantity }) => ({
    variantId,
    quantity: Math.min(
      quantity,
      sources.reduce((all, { units }) => all + (units[variantId] ?? 0), 0),
    ),
  }));
  let best = { stores: Infinity, distance: Infinity };
  for (let bits = 0; bits < 2 ** sources.length; bits += 1) {
    const set = sources.filter((_, turn) => (bits >> turn) % 2 === 1);
    const enough = goals.every(
      ({ variantId, quantity }) =>
        set.reduce((all, { units }) => all + (units[variantId] ?? 0), 0) >= quantity,
    );
    const distance = set.reduce((all, source) => all + source.distance, 0);
    const better =
      set.length < best.stores || (set.length === best.stores && distance < best.distance);
    if (enough && better) best = { stores: set.length, distance };
  }
  return best;
}

test('the fewest stores that can, and of those the nearest, as trying all sets finds them', () => {
  fc.assert(
    fc.property(cases, ({ wanted, sources }) => {
      const plan = planSourcing(wanted, sources, 'fewest_stores');
      expectSound(plan, wanted, sources);
      const used = storesOf(plan);
      const distance = sources
        .filter(({ storeId }) => used.includes(storeId))
        .reduce((all, source) => all + source.distance, 0);
      expect({ stores: used.length, distance }).toEqual(bruteForce(wanted, sources));
    }),
    { numRuns: 2_000 },
  );
});

test('each thing from the nearest store that has all of it', () => {
  fc.assert(
    fc.property(cases, ({ wanted, sources }) => {
      const plan = planSourcing(wanted, sources, 'nearest');
      expectSound(plan, wanted, sources);
      for (const { variantId, quantity } of wanted) {
        const whole = sources.filter(({ units }) => (units[variantId] ?? 0) >= quantity);
        if (whole.length === 0) continue;
        const [target, ...more] = plan.targets.filter((one) => one.variantId === variantId);
        expect(more).toEqual([]);
        const nearest = Math.min(...whole.map(({ distance }) => distance));
        expect(whole.find(({ storeId }) => storeId === target?.storeId)?.distance).toBe(nearest);
      }
    }),
  );
});

test('with too many stores to try all sets it still supplies everything, and none is needless', () => {
  // 60 stores with one of 12 variants each: at least twelve stores are needed.
  const sources = Array.from({ length: 60 }, (_, turn) => store(turn, turn, { [turn % 12]: 2 }));
  const wanted = Array.from({ length: 12 }, (_, variantId) => ({ variantId, quantity: 2 }));
  const plan = planSourcing(wanted, sources, 'fewest_stores');
  expectSound(plan, wanted, sources);
  expect(storesOf(plan)).toEqual(wanted.map((_, turn) => turn));
});
