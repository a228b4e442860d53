import { LineBuffer } from './line-buffer';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function gather() {
  const written: string[] = [];
  return { written, buffer: new LineBuffer({ write: (text) => written.push(text) }) };
}

test('lines go out together, a little later', () => {
  const { written, buffer } = gather();
  buffer.add('one', false);
  buffer.add('two', false);
  expect(written).toEqual([]);
  jest.advanceTimersByTime(50);
  expect(written).toEqual(['one\ntwo\n']);
  jest.advanceTimersByTime(500);
  expect(written).toHaveLength(1);
});

test('an urgent one takes those before it along', () => {
  const { written, buffer } = gather();
  buffer.add('one', false);
  buffer.add('bad', true);
  expect(written).toEqual(['one\nbad\n']);
  jest.advanceTimersByTime(50);
  expect(written).toHaveLength(1);
});

test('many go out before their time, in order and none twice', () => {
  const { written, buffer } = gather();
  const lines = Array.from({ length: 3_000 }, (_, number) => `${number}: ${'x'.repeat(50)}`);
  for (const line of lines) buffer.add(line, false);
  expect(written.length).toBeGreaterThan(1);
  buffer.flush();
  expect(written.join('')).toBe(`${lines.join('\n')}\n`);
});

test('a sink that cannot take them is borne', () => {
  const buffer = new LineBuffer({
    write: () => {
      throw new Error('ENOSPC');
    },
  });
  expect(() => buffer.add('one', true)).not.toThrow();
});
