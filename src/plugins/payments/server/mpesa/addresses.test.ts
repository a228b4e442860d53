import fc from 'fast-check';
import { addressesAt, commandNamed, shopTokensOf } from './addresses';

const FORBIDDEN = /m-?pesa|safaricom|exe|cmd|sql|query/i;

test('no address has a word in it that Daraja refuses', () => {
  const letters = fc.stringMatching(/^[a-z0-9]{24}$/);
  fc.assert(
    fc.property(letters, fc.stringMatching(/^[0-9a-f]{48}$/), fc.nat(), (key, token, amount) => {
      const at = addressesAt('https://shop.example', shopTokensOf(['key'], '174379')[0]!);
      const name = { operation: 'refund', key, amount, isWhole: true } as const;
      for (const address of [
        at.callback(token),
        at.told(token, 'refunds', name),
        at.told(token, 'states', name),
        at.told(token, 'originals', name),
        at.told(token, 'timeouts', name),
        at.confirmation(),
        at.validation(),
      ]) {
        expect(address).not.toMatch(FORBIDDEN);
      }
      expect(commandNamed(at.told(token, 'refunds', name).split('/').at(-1)!)).toEqual(name);
    }),
  );
});

test('what is no name of a refund is none', () => {
  expect(commandNamed('zz')).toBeUndefined();
  expect(commandNamed(Buffer.from("x'; DROP").toString('hex'))).toBeUndefined();
});
