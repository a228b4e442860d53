import { faultInText } from './plain-text';

test.each([
  'Good, and cheap: 3 < 5 & "so" it\'s <3',
  'Mazuri sana!\n\nNitanunua tena.\t👩🏾‍🍳',
  'جميل جدا',
])('%j is plain', (text) => {
  expect(faultInText(text)).toBeUndefined();
});

test.each(['<b>bold</b>', '<img src=x onerror=alert(1)', '</p>', '<!-- -->', 'a<SCRIPT>'])(
  '%j is HTML',
  (text) => {
    expect(faultInText(text)).toBe('must be plain text without HTML');
  },
);

test.each(['a\u0000', 'a\u001b[31m', 'a\u007f', 'a\u0085', 'a\u202egpj.exe', 'a\rb'])(
  '%j has control characters',
  (text) => {
    expect(faultInText(text)).toBe('must not contain control characters');
  },
);
