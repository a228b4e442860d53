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

test('lines that are at the store stay as they are', () => {
  expect(planMove([line('a'), line('b', { variantId: 2 })], 10)).toEqual([]);
});

test('a line elsewhere is claimed whole and its old hold ends', () => {
  expect(planMove([line('a')], 20)).toEqual([
    {
      lineId: 'a',
      variantId: 1,
      quantity: 2,
      claim: 2,
      mergeInto: undefined,
      absorbed: [],
      released: ['hold-a'],
    },
  ]);
});

test('a line of the same variant at the store takes the other in', () => {
  const [move] = planMove([line('a', { quantity: 3 }), line('b', { storeId: 20 })], 20);
  expect(move).toEqual({
    lineId: 'b',
    variantId: 1,
    quantity: 5,
    claim: 3,
    mergeInto: 'hold-b',
    absorbed: ['a'],
    released: ['hold-a'],
  });
});

test('a hold that has expired is claimed anew', () => {
  const [move] = planMove([line('a'), line('b', { storeId: 20, held: false })], 20);
  expect(move).toMatchObject({ claim: 4, mergeInto: undefined, released: ['hold-a', 'hold-b'] });
});

test('each variant moves once', () => {
  const lines = [line('a'), line('b', { storeId: 11 }), line('c', { variantId: 2 })];
  expect(planMove(lines, 20).map((move) => [move.lineId, move.quantity])).toEqual([
    ['a', 4],
    ['c', 2],
  ]);
});
