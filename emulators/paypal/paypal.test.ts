import { createVerify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Emulator } from '../lib/http';
import { Receiver } from '../../tests/support/receiver';
import { openPaypal } from './paypal';
import { CLIENT_ID, CLIENT_SECRET, DEFAULTS } from './settings';

describe('The PayPal emulator', () => {
  let paypal: Emulator;
  let shop: Receiver;
  let token: string;

  beforeEach(async () => {
    paypal = await openPaypal({ host: '127.0.0.1', port: 0 });
    shop = await Receiver.open();
    await admin('PUT', 'settings', { webhookUrl: shop.url });
    const basic = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64');
    const response = await fetch(`${paypal.url}/v1/oauth2/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    token = ((await response.json()) as { access_token: string }).access_token;
  });
  afterEach(async () => {
    await paypal.close();
    await shop.close();
  });

  const send = async (method: string, path: string, body?: object | string, headers = {}) => {
    const response = await fetch(`${paypal.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  const admin = (method: string, path: string, body?: object) =>
    send(method, `/_emulator/${path}`, body);
  const create = (value = '100.00', currency_code = 'USD') =>
    send('POST', '/v2/checkout/orders', {
      intent: 'CAPTURE',
      purchase_units: [{ custom_id: 'payment-1', amount: { currency_code, value } }],
      payment_source: {
        paypal: { experience_context: { return_url: 'https://shop.example/back?order=1' } },
      },
    });
  const capture = (id: string, requestId = 'capture-1') =>
    send('POST', `/v2/checkout/orders/${id}/capture`, {}, { 'PayPal-Request-Id': requestId });

  it('takes a payment that the payer approves, and gives it back', async () => {
    const { body: order } = await create();
    expect(order.links.map(({ rel }: { rel: string }) => rel)).toContain('payer-action');
    expect(await capture(order.id)).toMatchObject({
      status: 422,
      body: { details: [{ issue: 'ORDER_NOT_APPROVED' }] },
    });
    const approved = await admin('POST', `orders/${order.id}/approve`);
    expect(approved.headers.get('location')).toContain(`order=1&token=${order.id}`);

    const captured = await capture(order.id);
    expect(captured).toMatchObject({ status: 201, body: { status: 'COMPLETED' } });
    expect((await capture(order.id)).status).toBe(200);
    expect((await capture(order.id, 'capture-2')).body.details[0].issue).toBe(
      'ORDER_ALREADY_CAPTURED',
    );
    const [{ id, custom_id }] = captured.body.purchase_units[0].payments.captures;
    expect(custom_id).toBe('payment-1');

    const refund = (value: string) =>
      send('POST', `/v2/payments/captures/${id}/refund`, {
        amount: { value, currency_code: 'USD' },
      });
    expect((await refund('30.00')).body.status).toBe('COMPLETED');
    expect((await refund('70.01')).body.details[0].issue).toBe('REFUND_AMOUNT_EXCEEDED');
    expect((await admin('GET', 'ledger')).body).toMatchObject({
      captured: 10_000,
      refunded: 3_000,
    });
    expect((await shop.waitFor(3)).map(({ json }) => json.event_type)).toEqual([
      'CHECKOUT.ORDER.APPROVED',
      'PAYMENT.CAPTURE.COMPLETED',
      'PAYMENT.CAPTURE.REFUNDED',
    ]);
  });

  it.each([
    ['1.005', 'USD', 'DECIMAL_PRECISION'],
    ['100.50', 'JPY', 'DECIMAL_PRECISION'],
    ['100.00', 'KES', 'CURRENCY_NOT_SUPPORTED'],
    ['0.00', 'USD', 'CANNOT_BE_ZERO_OR_NEGATIVE'],
  ])('refuses %s %s', async (value, currency, issue) => {
    expect((await create(value, currency)).body.details[0].issue).toBe(issue);
  });

  it('signs what it tells so that a certificate and a postback both verify it', async () => {
    await admin('PUT', 'settings', { payer: 'approves' });
    await create();
    await admin('POST', 'faults', { on: 'event', do: 'forged' });
    await create();
    const verdicts = [];
    for (const { raw, headers } of await shop.waitFor(2)) {
      const of = (name: string) => String(headers[`paypal-${name}`]);
      const pem = await (await fetch(of('cert-url'))).text();
      const message = `${of('transmission-id')}|${of('transmission-time')}|${DEFAULTS.webhookId}|${crc32(raw)}`;
      const byCertificate = createVerify('sha256')
        .update(message)
        .verify(new X509Certificate(pem).publicKey, of('transmission-sig'), 'base64');
      const head = {
        auth_algo: of('auth-algo'),
        cert_url: of('cert-url'),
        transmission_id: of('transmission-id'),
        transmission_sig: of('transmission-sig'),
        transmission_time: of('transmission-time'),
        webhook_id: DEFAULTS.webhookId,
      };
      const body = `${JSON.stringify(head).slice(0, -1)},"webhook_event":${raw}}`;
      const path = '/v1/notifications/verify-webhook-signature';
      const byPostback = (await send('POST', path, body)).body.verification_status;
      verdicts.push([byCertificate, byPostback]);
    }
    expect(verdicts).toEqual([
      [true, 'SUCCESS'],
      [false, 'FAILURE'],
    ]);
  });

  it('leaves captures pending, declines them, and lists what moved', async () => {
    await admin('PUT', 'settings', { payer: 'approves' });
    await admin('POST', 'faults', [
      { on: 'order.capture', do: 'failed' },
      { on: 'order.capture', do: 'pending', ms: 50 },
    ]);
    const { body: order } = await create();
    expect((await capture(order.id)).body.details[0].issue).toBe('INSTRUMENT_DECLINED');
    const captured = await capture(order.id);
    expect(captured.body.purchase_units[0].payments.captures[0].status).toBe('PENDING');
    await shop.waitFor(3);
    const [from, to] = [Date.now() - 60_000, Date.now() + 60_000].map((time) =>
      new Date(time).toISOString(),
    );
    const list = await send('GET', `/v1/reporting/transactions?start_date=${from}&end_date=${to}`);
    expect(list.body).toMatchObject({
      total_items: 1,
      transaction_details: [{ transaction_info: { transaction_status: 'S' } }],
    });
  });
});
