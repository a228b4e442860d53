import { authorOf } from './author';

test.each([
  ['Amina', 'Otieno', 'Amina O.'],
  ['amina', 'otieno', 'amina O.'],
  ['Amina', null, 'Amina'],
  ['Amina Wanjiru', 'Otieno', 'Amina O.'],
  ['  Amina ', '  ', 'Amina'],
  ['Zoë', 'Éluard', 'Zoë É.'],
  ['Amina', '𝒪tieno', 'Amina 𝒪.'],
  ['amina@example.com', 'Otieno', null],
  ['Amina', 'otieno@example.com', 'Amina'],
  [null, 'Otieno', null],
  ['', '', null],
])('%s %s is seen as %s', (first, last, seen) => {
  expect(authorOf(first, last)).toBe(seen);
});
