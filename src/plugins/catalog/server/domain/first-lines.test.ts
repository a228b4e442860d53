import { FirstLines } from './first-lines';

test('each text has the line on which it came first, however many there are', () => {
  const lines = new FirstLines();
  const handles = Array.from({ length: 20_000 }, (_, n) => `handle-${n}`);
  handles.forEach((handle, n) => expect(lines.of(handle, n + 2)).toBe(n + 2));
  handles.forEach((handle, n) => expect(lines.of(handle, 99_999)).toBe(n + 2));
  expect(lines.of('', 7)).toBe(7);
  expect(lines.of('', 8)).toBe(7);
});
