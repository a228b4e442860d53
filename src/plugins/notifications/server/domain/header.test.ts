import fc from 'fast-check';
import { headerText, isMailbox } from './header';
import { masked, maskedText } from './mask';

/** Control characters, and the separators of lines and paragraphs. */
const endsLine = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029;

test('F-59 a header is one bounded line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = headerText(text);
      expect(Array.from(line, (letter) => letter.codePointAt(0) ?? 0).filter(endsLine)).toEqual([]);
      expect(Array.from(line).length).toBeLessThanOrEqual(255);
    }),
  );
  expect(headerText('Duka\r\nBcc: a@example.com')).toBe('Duka Bcc: a@example.com');
});

test.each(['a@example.com', "o'brien+tag@example.co.ke", 'jürgen@exämple.de'])(
  'mail goes to %s',
  (address) => expect(isMailbox(address)).toBe(true),
);

test.each([
  'a@example.com\nBcc: b@example.com',
  'a@example.com,b@example.com',
  'Amina <a@example.com>',
  'a@b@example.com',
  '@example.com',
  'nobody',
  '',
])('F-59 mail does not go to %j', (address) => expect(isMailbox(address)).toBe(false));

test('lists show recipients so that nobody can write to them', () => {
  expect(masked('amina@example.com')).toBe('am***@example.com');
  expect(masked('+254712345678')).toBe('+2547***78');
  expect(masked('https://push.example.com/abc')).toBe('https://push.example.com/***');
  expect(maskedText('550 amina@example.com unknown, call 254712345678')).toBe(
    '550 ***@*** unknown, call ***78',
  );
});
