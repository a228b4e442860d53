import { scrubbed } from './scrub';

test.each([
  ['no customer jane.doe+shop@example.co.ke here', 'no customer [email] here'],
  ['push to +254 712 345 678 failed', 'push to [number] failed'],
  ['card 4242-4242-4242-4242', 'card [number]'],
  ['key sk_test_51H8abcDEFghiJKLmnopQRS was refused', 'key [secret] was refused'],
  ['token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6MX0.c2ln', 'token [secret]'],
  ['relation "carts" does not exist', 'relation "carts" does not exist'],
  ['column orders.number at character 1024', 'column orders.number at character 1024'],
])('F-77 %s', (text, clean) => {
  expect(scrubbed(text)).toBe(clean);
});
