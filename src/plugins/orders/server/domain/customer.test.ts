import { having } from './customer';

test.each([
  ['Otieno', '%otieno%'],
  ['50%_', '%50\\%\\_%'],
  ['+254 (700) 000-001', '%+254700000001%'],
  ['o-matic 7', '%o-matic 7%'],
])('what has %s in it', (text, pattern) => {
  expect(having(text)).toBe(pattern);
});
