import { AnswerCache } from './answer-cache';

let time: number;
let asked: ((value: string) => void)[];
let cache: AnswerCache<string>;

beforeEach(() => {
  time = 0;
  asked = [];
  cache = new AnswerCache({ most: 2, fresh: 200, oldest: 500, now: () => time });
});

const get = (key = 'key') => cache.get(key, () => new Promise((done) => asked.push(done)));

it('asks once for many who wait, and keeps the answer', async () => {
  const all = [get(), get()];
  asked[0]?.('first');
  expect(await Promise.all(all)).toEqual(['first', 'first']);
  time = 200;
  expect(await get()).toBe('first');
  expect(asked).toHaveLength(1);
});

it('lets nobody wait for a load that began too long ago', async () => {
  const early = get();
  time = 201;
  const late = get();
  asked[1]?.('new');
  asked[0]?.('old');
  expect(await Promise.all([early, late])).toEqual(['old', 'new']);
  expect(await get()).toBe('new');
});

it('gives an old answer while a new one is made, and none that is older', async () => {
  const first = get();
  asked[0]?.('first');
  await first;
  time = 500;
  expect(await get()).toBe('first');
  time = 501;
  const next = get();
  asked[1]?.('joined');
  expect(await next).toBe('joined');
  expect(asked).toHaveLength(2);
});

it('keeps no failure', async () => {
  await expect(cache.get('key', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const again = get();
  asked[0]?.('now');
  expect(await again).toBe('now');
});

it('forgets the oldest beyond so many', async () => {
  for (const key of ['a', 'b', 'c']) {
    const one = get(key);
    asked.at(-1)?.(key);
    await one;
  }
  void get('a');
  void get('c');
  expect(asked).toHaveLength(4);
});
