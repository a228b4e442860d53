import { accessOf, type Visit } from './operator-access';

const TOKEN = 'a-token-of-operators';
const visit = (more: Partial<Visit> = {}): Visit => ({
  authorization: undefined,
  address: '127.0.0.1',
  headers: { host: 'localhost' },
  ...more,
});

describe('with a token set', () => {
  test.each([`Bearer ${TOKEN}`, `bearer  ${TOKEN}`])('%s opens', (authorization) => {
    expect(accessOf(TOKEN, visit({ authorization, address: '203.0.113.9' }))).toBe('allowed');
  });

  test.each([
    undefined,
    '',
    'Bearer',
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    `Bearer ${TOKEN.toUpperCase()}`,
    TOKEN,
  ])('%s does not, not even on the machine itself', (authorization) => {
    expect(accessOf(TOKEN, visit({ authorization }))).toBe('unauthenticated');
  });
});

describe('without one', () => {
  test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('%s may look', (address) => {
    expect(accessOf(undefined, visit({ address }))).toBe('allowed');
  });

  test.each(['10.0.0.1', '172.17.0.1', '203.0.113.9', '::ffff:10.0.0.1', 'fe80::1', undefined])(
    'for %s there is nothing',
    (address) => {
      expect(accessOf(undefined, visit({ address }))).toBe('hidden');
    },
  );

  test.each([
    'X-Forwarded-For',
    'x-forwarded-proto',
    'x-forwarded-host',
    'Forwarded',
    'via',
    'x-real-ip',
    'cf-connecting-ip',
    'true-client-ip',
  ])('a proxy on the machine is seen by %s', (name) => {
    expect(accessOf(undefined, visit({ headers: { [name]: '127.0.0.1' } }))).toBe('hidden');
  });

  test('a token is no way in', () => {
    expect(
      accessOf(undefined, visit({ address: '10.0.0.1', authorization: 'Bearer undefined' })),
    ).toBe('hidden');
  });
});
