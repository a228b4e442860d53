import { setImmediate as turn } from 'node:timers/promises';
import { gathered } from './gather';

function recorder(fails: (items: readonly number[]) => boolean = () => false) {
  const turns: (readonly number[])[] = [];
  const double = gathered(async (items: readonly number[]) => {
    turns.push(items);
    await turn();
    if (fails(items)) throw new Error(`not ${items.join()}`);
    return items.map((item) => item * 2);
  }, 3);
  return { turns, double };
}

test('those who ask at the same moment are one turn, each with the own answer', async () => {
  const { turns, double } = recorder();
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(turns).toEqual([[1, 2, 3]]);
});

test('those who ask while one is under way are the next, up to the most', async () => {
  const { turns, double } = recorder();
  const first = double(1);
  await turn();
  expect(await Promise.all([first, ...[2, 3, 4, 5].map(double)])).toEqual([2, 4, 6, 8, 10]);
  expect(turns).toEqual([[1], [2, 3, 4], [5]]);
  expect(await double(6)).toBe(12);
});

test('one that cannot be done spoils no other’s', async () => {
  const { turns, double } = recorder((items) => items.includes(2));
  const all = await Promise.allSettled([1, 2, 3].map(double));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(turns).toEqual([[1, 2, 3], [1], [2], [3]]);
});
