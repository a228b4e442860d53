import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { member, placeOrder } from '../orders/orders';
import {
  makeStore,
  makeVariant,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, type HttpAnswer } from '../support/http';
import { Receiver, type Received } from '../support/receiver';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';

const SECRET_IN = `whsec_${randomBytes(32).toString('base64')}`;

interface Endpoint {
  documentId: string;
  secret: string;
}

let shop: TestShop;
let receiver: Receiver;
let store: Store;
let variant: Variant;
let machine: Record<string, string>;

const api = (method: string, path: string, body?: unknown): Promise<HttpAnswer> =>
  call(method, `${shop.url}/api/admin/webhooks${path}`, {
    headers: machine,
    ...(body === undefined ? {} : { body }),
  });

async function makeEndpoint(events: string[], path = '/'): Promise<Endpoint> {
  const made = await api('POST', '', { url: `${receiver.url}${path}`, events });
  expect(made.status).toBe(201);
  return made.body.data as Endpoint;
}

const receivedAt = (path: string): Received[] =>
  receiver.received.filter((one) => one.path === path);

async function cameTo(path: string, count: number): Promise<Received[]> {
  await until(() => receivedAt(path).length >= count, `${count} messages to ${path}`);
  return receivedAt(path);
}

/** What the library of the specification reads from a message. */
function verified({ raw, headers }: Received, secret: string): any {
  return new Webhook(secret).verify(raw, headers as Record<string, string>);
}

async function move(documentId: string, status: string): Promise<void> {
  const body = { status };
  await call('PUT', `${shop.url}/api/orders/${documentId}/status`, { headers: machine, body });
}

async function deliveries({ documentId }: Endpoint): Promise<any[]> {
  return (await api('GET', `/${documentId}/deliveries`)).body.data as any[];
}

beforeAll(async () => {
  shop = await createShop({
    env: {
      ...WORKING,
      DUKA_WEBHOOKS_ALLOW_PRIVATE: 'true',
      DUKA_WEBHOOKS_IN_SECRET: SECRET_IN,
    },
  });
  receiver = await Receiver.open();
  machine = bearer(await shop.apiToken());
  store = await makeStore(shop);
});
afterAll(async () => {
  await shop.stop();
  await receiver.close();
});
beforeEach(async () => {
  receiver.answer = { status: 200, body: { ok: true } };
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
});
afterEach(async () => {
  const { body } = await api('GET', '');
  for (const { documentId } of body.data) await api('DELETE', `/${documentId}`);
});

describe('out', () => {
  test('an order’s life is told, signed, in its order', async () => {
    const { secret } = await makeEndpoint(['*'], '/life');
    const order = await placeOrder(shop, [{ variant, store }]);
    for (const status of ['confirmed', 'preparing', 'cancelled']) {
      await move(order.documentId, status);
    }
    const ofIt = () =>
      receivedAt('/life').filter(({ json }) => json.data.documentId === order.documentId);
    await until(() => ofIt().length >= 4, 'four messages');
    const messages = ofIt().map((message) => verified(message, secret));
    expect(messages.map(({ type }) => type)).toEqual([
      'order.placed',
      'order.confirmed',
      'order.preparing',
      'order.cancelled',
    ]);
    expect(messages[0]).toEqual({
      type: 'order.placed',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        documentId: order.documentId,
        number: order.number,
        status: 'pending',
        paymentStatus: 'pending',
        updatedAt: expect.any(String),
        sequence: expect.any(Number),
      },
    });
    const sequence = messages.map(({ data }) => data.sequence as number);
    expect(sequence).toEqual([...sequence].sort((one, other) => one - other));
  });

  test('an endpoint hears of what it asked for, and of nothing once it is off', async () => {
    const stockOnly = await makeEndpoint(['stock.changed'], '/stock');
    const off = await makeEndpoint(['*'], '/off');
    await api('PUT', `/${off.documentId}`, { active: false });
    await placeOrder(shop, [{ variant, store }]);
    await call('PUT', `${shop.url}/api/stores/${store.documentId}/stock`, {
      headers: machine,
      body: [{ sku: variant.sku, delta: 5 }],
    });
    const [message] = await cameTo('/stock', 1);
    expect(verified(message as Received, stockOnly.secret).data).toMatchObject({
      sku: variant.sku,
      storeId: store.documentId,
      onHand: 15,
    });
    expect(receivedAt('/stock')).toHaveLength(1);
    expect(receivedAt('/off')).toEqual([]);
  });

  test('what is refused comes again under its id, and later news of the same thing waits', async () => {
    const endpoint = await makeEndpoint(['order.placed', 'order.cancelled'], '/again');
    receiver.answer = { status: 500, body: { sorry: true } };
    const order = await placeOrder(shop, [{ variant, store }]);
    await move(order.documentId, 'cancelled');
    await cameTo('/again', 1);
    await until(async () => (await deliveries(endpoint)).length === 2, 'both in the log');
    receiver.answer = { status: 200, body: { ok: true } };
    const [first, second, third] = await cameTo('/again', 3);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.raw).toBe(first?.raw);
    expect(third?.json.type).toBe('order.cancelled');
    await until(
      async () => (await deliveries(endpoint)).every(({ state }) => state === 'delivered'),
      'the log',
    );
    const [, oldest] = await deliveries(endpoint);
    expect(oldest).toMatchObject({
      webhookId: first?.headers['webhook-id'],
      type: 'order.placed',
      tries: 2,
      body: first?.raw,
      answer: { status: 200, body: '{"ok":true}' },
      attempts: [{ status: 500 }, { status: 200 }],
    });

    const again = await api(
      'POST',
      `/${endpoint.documentId}/deliveries/${oldest.documentId}/resend`,
    );
    expect(again.status).toBe(202);
    const [, , , fourth] = await cameTo('/again', 4);
    expect(fourth?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  test('a changed secret is good beside the old one', async () => {
    const { documentId, secret } = await makeEndpoint(['order.placed'], '/rotated');
    const { body } = await api('POST', `/${documentId}/secret`);
    expect(body.data.secret).not.toBe(secret);
    await placeOrder(shop, [{ variant, store }]);
    const [message] = await cameTo('/rotated', 1);
    for (const known of [secret, body.data.secret]) verified(message as Received, known);
  });

  test('410 switches an endpoint off, and says so', async () => {
    const { documentId } = await makeEndpoint(['order.placed'], '/gone');
    receiver.answer = { status: 410, body: {} };
    await placeOrder(shop, [{ variant, store }]);
    await until(
      async () => (await api('GET', `/${documentId}`)).body.data.active === false,
      'the switch',
    );
    expect((await api('GET', `/${documentId}`)).body.data.offReason).toMatch('410');
    const told = await shop.sql(
      `SELECT payload FROM outbox WHERE event = 'webhook.disabled' AND subject = $1`,
      [documentId],
    );
    expect(told).toHaveLength(1);
    const [{ documentId: delivery }] = (await deliveries({ documentId, secret: '' })) as [any];
    const again = await api('POST', `/${documentId}/deliveries/${delivery}/resend`);
    expect([again.status, again.body.error.details.code]).toEqual([409, 'WEBHOOK_INACTIVE']);
  });

  test('days of failures switch it off too', async () => {
    const { documentId } = await makeEndpoint(['order.placed'], '/failing');
    receiver.answer = { status: 500, body: {} };
    await shop.sql(
      `UPDATE webhook_endpoints SET failing_since = now() - interval '6 days' WHERE document_id = $1`,
      [documentId],
    );
    await placeOrder(shop, [{ variant, store }]);
    await until(
      async () => (await api('GET', `/${documentId}`)).body.data.active === false,
      'the switch',
    );
  });

  test('secrets are shown once, and staff need the right', async () => {
    const { documentId, secret } = await makeEndpoint(['order.placed']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
    for (const path of ['', `/${documentId}`, `/${documentId}/deliveries`]) {
      expect(JSON.stringify((await api('GET', path)).body)).not.toContain(secret);
    }
    const kept = await shop.sql('SELECT row_to_json(e)::text AS row FROM webhook_endpoints e');
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6));
    const { session } = await member(shop, 'duka-support');
    const listed = (headers: Record<string, string>) =>
      call('GET', `${shop.url}/api/admin/webhooks`, { headers }).then(({ status }) => status);
    expect(await listed(session)).toBe(403);
    expect(await listed({})).toBe(401);
    expect(await listed(bearer(await shop.adminToken()))).toBe(200);
  });

  test.each<[string, object]>([
    ['no address', { url: 'nowhere', events: ['*'] }],
    ['a file', { url: 'file:///etc/passwd', events: ['*'] }],
    ['a user in it', { url: 'http://a:b@example.com/', events: ['*'] }],
    ['no events', { url: 'https://example.com/', events: [] }],
    ['an unknown event', { url: 'https://example.com/', events: ['order.eaten'] }],
    ['an unknown field', { url: 'https://example.com/', events: ['*'], secret: 'mine' }],
  ])('an endpoint with %s is refused', async (_name, body) => {
    const made = await api('POST', '', body);
    expect([made.status, made.body.error.details.code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('in', () => {
  const signed = (
    body: string,
    { id = randomUUID(), at = new Date(), secret = SECRET_IN } = {},
  ) => ({
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  });
  const post = async (path: string, body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${shop.url}/webhooks/${path}`, { method: 'POST', body, headers });
    return { status: answer.status, body: (await answer.json()) as any };
  };
  const send = (path: string, body: object) => {
    const text = JSON.stringify(body);
    return post(path, text, signed(text));
  };
  const message = async (id: string): Promise<any> => {
    const { body } = await call('GET', `${shop.url}/api/admin/webhook-messages`, {
      headers: machine,
    });
    return body.data.find(({ messageId }: any) => messageId === id);
  };
  const worked = async (id: string): Promise<any> => {
    await until(async () => (await message(id))?.state !== 'received', 'the work');
    return message(id);
  };

  test('stock is set and changed, once for each message', async () => {
    const rows = [{ sku: variant.sku, store: store.documentId, delta: 7 }];
    const text = JSON.stringify({ rows });
    const headers = signed(text);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post('inventory-updated', text, headers)),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(answers.filter(({ body }) => !body.data.duplicate)).toHaveLength(1);
    expect(await worked(headers['webhook-id'])).toMatchObject({ state: 'worked', changed: 1 });
    expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 17 });
  });

  test('products and their variants are changed, and stay published', async () => {
    const body = { sku: variant.sku, name: 'Renamed', price: 777, published: true };
    const { body: answer } = await send('product-updated', body);
    expect(await worked(answer.data.id)).toMatchObject({ state: 'worked', why: null });
    const { body: shown } = await call('GET', `${shop.url}/api/products/${variant.productId}`);
    expect(shown.data).toMatchObject({ name: 'Renamed', price: 777 });
  });

  test('coupons are made and changed', async () => {
    const code = `IN${Date.now()}`;
    for (const body of [
      { code, type: 'percentage', percentage: 1000 },
      { promotions: [{ code: code.toLowerCase(), active: false, endsAt: '2027-01-01T00:00:00Z' }] },
    ]) {
      const { body: answer } = await send('promotion-updated', body);
      expect(await worked(answer.data.id)).toMatchObject({ state: 'worked', why: null });
    }
    expect(
      await shop.sql('SELECT percentage, active FROM coupons WHERE upper(code) = $1', [code]),
    ).toEqual([{ percentage: 1000, active: false }]);
  });

  test('what cannot be worked is kept with the reason, changes nothing, and can be worked again', async () => {
    const rows = [
      { sku: variant.sku, store: store.documentId, onHand: 99 },
      { sku: 'MADE-LATER', store: store.documentId, onHand: 1 },
    ];
    const { status, body } = await send('inventory-updated', { rows });
    expect(status).toBe(202);
    const failed = await worked(body.data.id);
    expect(failed).toMatchObject({ state: 'failed', why: expect.stringMatching('MADE-LATER') });
    expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 10 });
    await shop.sql(`UPDATE variants SET sku = 'MADE-LATER' WHERE id = $1`, [
      (await makeVariant(shop)).id,
    ]);
    await call('POST', `${shop.url}/api/admin/webhook-messages/${failed.documentId}/work`, {
      headers: machine,
    });
    expect(await worked(body.data.id)).toMatchObject({ state: 'worked' });
    expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 99 });
  });

  test('what is not signed as it must be is not stored', async () => {
    const text = '{"sku":"A"}';
    const old = new Date(Date.now() - 6 * 60 * 1_000);
    const other = `whsec_${randomBytes(32).toString('base64')}`;
    const before = await shop.sql('SELECT count(*)::int AS n FROM webhook_messages');
    for (const [body, headers] of [
      [text, {}],
      [`${text} `, signed(text)],
      [text, signed(text, { at: old })],
      [text, signed(text, { secret: other })],
      [text, { ...signed(text), 'webhook-id': 'another' }],
    ] as [string, Record<string, string>][]) {
      const answer = await post('product-updated', body, headers);
      expect([answer.status, answer.body.error.details.code]).toEqual([400, 'INVALID_SIGNATURE']);
    }
    expect(await shop.sql('SELECT count(*)::int AS n FROM webhook_messages')).toEqual(before);
  });
});

describe('where nothing is set up', () => {
  beforeAll(() => shop.restart({ env: WORKING }));

  test.each(['http://127.0.0.1:9/', 'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254/latest'])(
    'F-72 no endpoint stands at %s',
    async (url) => {
      const made = await api('POST', '', { url, events: ['*'] });
      expect([made.status, made.body.error.details]).toEqual([
        400,
        expect.objectContaining({
          code: 'VALIDATION_FAILED',
          errors: [{ path: ['url'], message: expect.stringMatching('private') }],
        }),
      ]);
    },
  );

  test('nothing is sent to one that was made before', async () => {
    const made = await api('POST', '', {
      url: 'https://example.invalid/',
      events: ['order.placed'],
    });
    const endpoint = made.body.data as Endpoint;
    await shop.sql('UPDATE webhook_endpoints SET url = $1 WHERE document_id = $2', [
      `${receiver.url}/earlier`,
      endpoint.documentId,
    ]);
    await placeOrder(shop, [{ variant, store }]);
    await until(async () => (await deliveries(endpoint))[0]?.tries > 0, 'a try');
    await until(async () => (await deliveries(endpoint))[0]?.error !== null, 'its end');
    expect((await deliveries(endpoint))[0]).toMatchObject({
      error: expect.stringMatching('private'),
      answer: { status: null },
    });
    expect(receivedAt('/earlier')).toEqual([]);
  });

  test('nobody is listened to', async () => {
    const answer = await fetch(`${shop.url}/webhooks/product-updated`, {
      method: 'POST',
      body: '{}',
    });
    expect(answer.status).toBe(503);
    expect(((await answer.json()) as any).error.details.code).toBe('WEBHOOKS_NOT_SET_UP');
  });
});
