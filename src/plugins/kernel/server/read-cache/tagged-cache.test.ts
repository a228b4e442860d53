import { TaggedCache } from './tagged-cache';

let now = 0;
let cache: TaggedCache<string>;

beforeEach(() => {
  now = 0;
  cache = new TaggedCache<string>(100_000, () => now);
});

const put = (key: string, tags: string[], begun = cache.present) =>
  cache.put(key, { value: key, tags, freshFor: 100, staleFor: 50 }, begun, 100);

it('gives what was put', () => {
  put('a', ['x']);
  expect(cache.get('a')).toEqual({ kind: 'fresh', value: 'a' });
  expect(cache.get('b')).toEqual({ kind: 'none' });
});

it('drops what has the tag and nothing else', () => {
  put('a', ['x', 'y']);
  put('b', ['z']);
  cache.drop(['y']);
  expect(cache.get('a').kind).toBe('none');
  expect(cache.get('b').kind).toBe('fresh');
});

it('does not keep what was loaded before the drop and came after it', () => {
  const begun = cache.present;
  cache.drop(['x']);
  put('a', ['x'], begun);
  put('b', ['y'], begun);
  expect(cache.get('a').kind).toBe('none');
  expect(cache.get('b').kind).toBe('fresh');
});

it('drops again what was loaded anew', () => {
  cache.drop(['x']);
  put('a', ['x']);
  expect(cache.get('a').kind).toBe('fresh');
  cache.drop(['x']);
  expect(cache.get('a').kind).toBe('none');
});

it('clears what is being loaded, too', () => {
  const begun = cache.present;
  cache.clear();
  put('a', [], begun);
  expect(cache.get('a').kind).toBe('none');
});

it('ages: fresh, stale up to the ceiling, gone', () => {
  put('a', ['x']);
  now = 100;
  expect(cache.get('a').kind).toBe('fresh');
  now = 150;
  expect(cache.get('a').kind).toBe('stale');
  now = 151;
  expect(cache.get('a').kind).toBe('none');
});

it('outlives patient drops until it is 0.8 s old, counted from when its load began', () => {
  const begun = cache.present;
  now = 50;
  cache.drop(['x'], 'patiently');
  cache.put('a', { value: 'a', tags: ['x'], freshFor: 9_000, staleFor: 0 }, begun, 100);
  now = 799;
  cache.drop(['x'], 'patiently');
  expect(cache.get('a').kind).toBe('fresh');
  now = 800;
  expect(cache.get('a').kind).toBe('none');
});

it('does not outlive a drop that is not patient, before a patient one or after it', () => {
  put('a', ['x', 'y']);
  put('b', ['y']);
  cache.drop(['x'], 'patiently');
  cache.drop(['y']);
  cache.drop(['x'], 'patiently');
  expect(cache.get('a').kind).toBe('none');
  expect(cache.get('b').kind).toBe('none');
});

it('is dropped at once by a patient drop where it is older', () => {
  cache.put('a', { value: 'a', tags: ['x'], freshFor: 9_000, staleFor: 0 }, cache.present, 100);
  now = 5_000;
  expect(cache.get('a').kind).toBe('fresh');
  cache.drop(['x'], 'patiently');
  expect(cache.get('a').kind).toBe('none');
});

it('is never stale by a tag', () => {
  put('a', ['x']);
  now = 120;
  cache.drop(['x']);
  expect(cache.get('a').kind).toBe('none');
});

it('holds so many bytes at most, the least used going first', () => {
  for (let turn = 0; turn < 1_000; turn += 1) {
    cache.get('0');
    put(String(turn), []);
  }
  expect(cache.get('0').kind).toBe('fresh');
  expect(cache.get('1').kind).toBe('none');
  expect(cache.get('999').kind).toBe('fresh');
});

it('counts what a value grows by', () => {
  put('a', []);
  put('b', []);
  cache.grow('a', 99_000);
  expect(cache.get('b').kind).toBe('none');
  expect(cache.get('a').kind).toBe('fresh');
});

it('gives up all that is older where more tags were dropped than it remembers', () => {
  put('a', ['never dropped']);
  for (let turn = 0; turn < 51; turn += 1) {
    cache.drop(Array.from({ length: 1_000 }, (_, at) => `${turn}.${at}`));
  }
  expect(cache.get('a').kind).toBe('none');
  put('b', ['x']);
  expect(cache.get('b').kind).toBe('fresh');
});
