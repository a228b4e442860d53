import { openToken, signToken } from './signed-token';

const OLD = 'an-older-key-of-thirty-two-characters';
const NEW = 'a-newer-key-of-thirty-two-characters!';

// Each twice: what was worked out once is kept.
describe.each(['the first time', 'again'])('%s', () => {
  test('a token opens what it was made for, with any key that is still good', () => {
    const token = signToken([OLD], 'cart', 'abc');
    expect(openToken([OLD], 'cart', token)).toBe('abc');
    expect(openToken([NEW, OLD], 'cart', token)).toBe('abc');
    expect(signToken([NEW, OLD], 'cart', 'abc')).not.toBe(token);
  });

  test('it opens nothing else, and nothing once its key is gone', () => {
    const token = signToken([OLD], 'cart', 'abc');
    expect(openToken([NEW], 'cart', token)).toBeUndefined();
    expect(openToken([OLD], 'order', token)).toBeUndefined();
    expect(openToken([OLD], 'cart', token.replace('abc', 'abd'))).toBeUndefined();
  });

  test.each([
    ['forged', 'abc.AAAA'],
    ['empty', 'abc.'],
    ['bare', 'abc'],
    ['huge', `${'a'.repeat(16_000)}.x`],
  ])('a %s one opens nothing', (_what, token) => {
    expect(openToken([NEW, OLD], 'cart', token)).toBeUndefined();
  });

  test('an id of any length has a token', () => {
    const id = 'é'.repeat(500);
    expect(openToken([OLD], 'unsubscribe', signToken([OLD], 'unsubscribe', id))).toBe(id);
  });
});
