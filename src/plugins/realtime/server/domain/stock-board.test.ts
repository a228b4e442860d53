import { StockBoard, type Place } from './stock-board';

const TEA: Place = { storeId: 's1', sku: 'TEA' };
const MUG: Place = { storeId: 's1', sku: 'MUG' };
const LEVEL = 11;

const reading = (available: number, moreIn: number | null = null) => ({
  ...TEA,
  stockLevelId: LEVEL,
  available,
  moreIn,
});

/** A reading that took no time. */
const at = (now: number) => ({ begun: now, now });

/** A board on which tea is watched, of which 5 were told. */
function board(): StockBoard {
  const made = new StockBoard();
  made.add(TEA);
  expect(made.learn([TEA], [reading(5)], at(0))).toEqual([]);
  return made;
}

test('any number of changes before a reading are one reading', () => {
  const stock = board();
  for (let turn = 0; turn < 100; turn += 1) expect(stock.touch([LEVEL])).toBe(turn === 0);
  expect(stock.take(0, 10)).toEqual([TEA]);
  expect(stock.take(0, 10)).toEqual([]);
  expect(stock.learn([TEA], [reading(3)], at(0))).toEqual([reading(3)]);
});

test('a change that comes while it is being read is read again', () => {
  const stock = board();
  stock.touch([LEVEL]);
  stock.take(0, 10);
  stock.touch([LEVEL]);
  expect(stock.learn([TEA], [reading(4)], at(0))).toHaveLength(1);
  expect(stock.take(0, 10)).toEqual([TEA]);
  expect(stock.learn([TEA], [reading(3)], at(0))).toHaveLength(1);
});

test('what says the same as before is no news', () => {
  const stock = board();
  stock.touch([LEVEL]);
  stock.take(0, 10);
  expect(stock.learn([TEA], [reading(5)], at(0))).toEqual([]);
});

test('a reading that was begun before another says nothing after it', () => {
  const stock = board();
  expect(stock.learn([TEA], [reading(3)], { begun: 20, now: 0 })).toHaveLength(1);
  expect(stock.learn([TEA], [reading(5)], { begun: 10, now: 0 })).toEqual([]);
  expect(stock.told(TEA)).toBe(3);
});

test('what is no longer for sale is told as none', () => {
  const stock = board();
  stock.touchPlace(TEA);
  expect(stock.learn(stock.take(0, 10), [], at(0))).toMatchObject([{ ...TEA, available: 0 }]);
});

test('a hold that ends by time alone is read at that time', () => {
  const stock = board();
  stock.learn([TEA], [reading(5, 1_000)], at(500));
  expect(stock.next()).toBe(1_500);
  expect(stock.take(1_499, 10)).toEqual([]);
  expect(stock.take(1_500, 10)).toEqual([TEA]);
  expect(stock.learn([TEA], [reading(6)], at(1_500))).toHaveLength(1);
  expect(stock.next()).toBe(Infinity);
});

test('nothing is read that nobody watches', () => {
  const stock = board();
  stock.add(TEA);
  stock.remove(TEA);
  expect(stock.touch([LEVEL])).toBe(true);
  stock.remove(TEA);
  expect(stock.size).toBe(0);
  expect(stock.take(0, 10)).toEqual([]);
  expect(stock.touch([LEVEL])).toBe(false);
  expect(stock.touchPlace(TEA)).toBe(false);
});

test('what is more than one reading takes waits for the next', () => {
  const stock = board();
  stock.add(MUG);
  stock.touchAll();
  expect(stock.take(0, 1)).toEqual([TEA]);
  expect(stock.next()).toBe(0);
  expect(stock.take(0, 1)).toEqual([MUG]);
});
