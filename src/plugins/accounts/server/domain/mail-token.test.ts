import { groundOf, mailTokenId, readMailTokenId } from './mail-token';

const account = { documentId: 'abc123', email: 'Amina@example.com', passwordHash: '$2a$10$old' };
const until = new Date('2026-03-03T10:00:00Z');

test('a token says whose it is, until when and on what ground', () => {
  expect(readMailTokenId(mailTokenId('reset-password', account, until))).toEqual({
    documentId: 'abc123',
    validUntil: until,
    ground: groundOf('reset-password', account),
  });
});

test('a reset dies with the password or the address, a verification with the address', () => {
  const otherPassword = { ...account, passwordHash: '$2a$10$new' };
  const otherAddress = { ...account, email: 'other@example.com' };
  const reset = groundOf('reset-password', account);
  const verification = groundOf('verify-email', account);
  expect(groundOf('reset-password', otherPassword)).not.toBe(reset);
  expect(groundOf('reset-password', otherAddress)).not.toBe(reset);
  expect(groundOf('verify-email', otherPassword)).toBe(verification);
  expect(groundOf('verify-email', otherAddress)).not.toBe(verification);
  expect(reset).not.toBe(verification);
});

test.each([
  '',
  'abc',
  'abc.1.short',
  'abc.x.aaaaaaaaaaaaaaaaaaaaaa',
  '../x.1.aaaaaaaaaaaaaaaaaaaaaa',
])('%j is none', (id) => expect(readMailTokenId(id)).toBeUndefined());
