import { planMove, type MovableLine } from './plan-move';

const line = (id: string, change: Partial<MovableLine> = {}): MovableLine => ({
  id,
  variantId: 1,
  storeId: 10,
  quantity: 2,
  holdId: `hold-${id}`,
  held: true,
  ...change,
});

const to = (storeId: number, quantity: number) => ({ variantId: 1, storeId, quantity });

test('a line that has its goods at the store claims nothing', () => {
  expect(planMove([line('a')], [to(10, 2)])).toEqual([
    { ...to(10, 2), lineId: 'a', claim: 0, mergeInto: 'hold-a' },
  ]);
});

test('a line elsewhere is claimed whole', () => {
  expect(planMove([line('a')], [to(20, 2)])).toEqual([
    { ...to(20, 2), lineId: 'a', claim: 2, mergeInto: undefined },
  ]);
});

test('a line at the store takes in what another had', () => {
  const lines = [line('a', { quantity: 3 }), line('b', { storeId: 20 })];
  expect(planMove(lines, [to(20, 5)])).toEqual([
    { ...to(20, 5), lineId: 'b', claim: 3, mergeInto: 'hold-b' },
  ]);
});

test('an expired hold is claimed anew, also where the line stays', () => {
  expect(planMove([line('a', { held: false })], [to(10, 2)])).toEqual([
    { ...to(10, 2), lineId: 'a', claim: 2, mergeInto: undefined },
  ]);
});

test('a line that is split keeps its part, and a new line has the other', () => {
  expect(planMove([line('a', { quantity: 5 })], [to(20, 2), to(10, 3)])).toEqual([
    { ...to(20, 2), lineId: undefined, claim: 2, mergeInto: undefined },
    { ...to(10, 3), lineId: 'a', claim: 0, mergeInto: 'hold-a' },
  ]);
});

test('lines of other variants are left alone', () => {
  expect(planMove([line('a'), line('b', { variantId: 2 })], [to(20, 2)])).toHaveLength(1);
});
