import { isWelcome } from './origin';

test.each<[string | undefined, boolean]>([
  [undefined, true],
  ['https://www.example.com', true],
  ['https://api.example.com', true],
  ['https://evil.example', false],
  ['https://www.example.com.evil.example', false],
  ['null', false],
  ['', false],
])('%s: %s', (origin, welcome) => {
  expect(isWelcome(origin, 'api.example.com', ['https://www.example.com'])).toBe(welcome);
});
