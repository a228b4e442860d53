import { openCertificates } from './certificates';

const PAYPAL = 'https://api-m.paypal.com';
const LOCAL = 'http://127.0.0.1:4012';

test.each([
  [PAYPAL, 'https://api.paypal.com/v1/notifications/certs/CERT-1', true],
  [PAYPAL, 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1', true],
  [PAYPAL, 'http://api.paypal.com/v1/notifications/certs/CERT-1', false],
  [PAYPAL, 'https://notpaypal.com/CERT-1', false],
  [PAYPAL, 'https://api.paypal.com@evil.example/CERT-1', false],
  [PAYPAL, 'http://127.0.0.1:4012/CERT-1', false],
  [PAYPAL, 'http://169.254.169.254/latest/meta-data', false],
  [LOCAL, 'http://localhost:4012/CERT-1', true],
  [LOCAL, 'https://api.paypal.com/v1/notifications/certs/CERT-1', true],
  [LOCAL, 'http://10.0.0.1/CERT-1', false],
])('where PayPal is at %s, a certificate at %s is trusted: %s', (baseUrl, address, trusted) => {
  expect(openCertificates(baseUrl).isTrusted(address)).toBe(trusted);
});

test('a certificate that nobody hands out is none', async () => {
  const certificates = openCertificates('http://127.0.0.1:9');
  expect(await certificates.keyAt('http://127.0.0.1:9/CERT-1')).toBeUndefined();
});
