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

test('the token of an address goes, the rest of the address stays', () => {
  const token = '0f5e9a1c7b3d2e4f6a8b0c1d2e3f405162738495a6b7c8d9';
  expect(
    masked({
      CallBackURL: `https://shop.example/api/payments/hook/${token}`,
      ResultURL: `https://shop.example/api/payments/hook/${token}/refunds/k1.100.whole`,
      reference: 'pi_3Cf0sSbMJG1h3VcmW5EzDUr8',
      sha: 'a3f5',
    }),
  ).toEqual({
    CallBackURL: 'https://shop.example/api/payments/hook/***',
    ResultURL: 'https://shop.example/api/payments/hook/***/refunds/k1.100.whole',
    reference: 'pi_3Cf0sSbMJG1h3VcmW5EzDUr8',
    sha: 'a3f5',
  });
});

test('numbers and addresses inside a text are masked, long and NUL-ridden texts are made safe', () => {
  expect(masked('sent to 254708374149, mail amina@example.com')).toBe(
    'sent to ***49, mail ***@***',
  );
  expect((masked('x'.repeat(5_000)) as string).length).toBeLessThan(2_100);
  expect(masked('a\u0000b')).toBe('ab');
});
