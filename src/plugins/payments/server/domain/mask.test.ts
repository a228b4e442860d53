import { masked } from './mask';

test('secrets go, personal data leaves its last characters, the rest stays', () => {
  expect(
    masked({
      id: 'pi_1',
      amount: 500,
      client_secret: 'pi_1_secret_x',
      PhoneNumber: 254708374149,
      nested: [{ email: 'amina@example.com', Passkey: 'bfb2' }],
    }),
  ).toEqual({
    id: 'pi_1',
    amount: 500,
    client_secret: '***',
    PhoneNumber: '***49',
    nested: [{ email: '***om', Passkey: '***' }],
  });
});

test('numbers and addresses inside a text are masked, long and NUL-ridden texts are made safe', () => {
  expect(masked('sent to 254708374149, mail amina@example.com')).toBe(
    'sent to ***49, mail ***@***',
  );
  expect((masked('x'.repeat(5_000)) as string).length).toBeLessThan(2_100);
  expect(masked('a\u0000b')).toBe('ab');
});
