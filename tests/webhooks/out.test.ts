import { Webhook } from 'standardwebhooks';
import { csv, importText } from '../import/run-import';
import { member, placeOrder } from '../orders/orders';
import { makeStore, makeVariant, stock, type Store, type Variant } from '../support/catalogue';
import { bearer, call } from '../support/http';
import { Receiver, type Received } from '../support/receiver';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { Endpoints, type Endpoint } from './endpoints';

/** A message as its specification has it. */
interface Message {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

let shop: TestShop;
let receiver: Receiver;
let endpoints: Endpoints;
let store: Store;
let variant: Variant;

const makeEndpoint = (events: readonly string[], path = '/'): Promise<Endpoint> =>
  endpoints.make(receiver.url + path, events);

async function cameTo(path: string, count: number): Promise<Received[]> {
  await until(() => receiver.at(path).length >= count, `${count} messages to ${path}`);
  return receiver.at(path);
}

/** What the library of the specification reads from a message. */
function verified({ raw, headers }: Received, secret: string): Message {
  return new Webhook(secret).verify(raw, headers as Record<string, string>) as Message;
}

const byType = (a: Received['json'], b: Received['json']) => a.type.localeCompare(b.type);

async function move(documentId: string, status: string): Promise<void> {
  await call('PUT', `${shop.url}/api/orders/${documentId}/status`, {
    headers: bearer(await shop.apiToken()),
    body: { status },
  });
}

beforeAll(async () => {
  shop = await createShop({ env: { ...WORKING, DUKA_WEBHOOKS_ALLOW_PRIVATE: 'true' } });
  receiver = await Receiver.open();
  endpoints = new Endpoints(shop);
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
afterEach(() => endpoints.removeAll());

test('an order’s life is told, signed, in its order', async () => {
  const { secret } = await makeEndpoint(['*'], '/life');
  const order = await placeOrder(shop, [{ variant, store }]);
  for (const status of ['confirmed', 'preparing', 'cancelled']) {
    await move(order.documentId, status);
  }
  const ofIt = () =>
    receiver.at('/life').filter(({ json }) => json.data.documentId === order.documentId);
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
  const sequence = messages.map(({ data }) => Number(data.sequence));
  expect(sequence).toEqual([...sequence].sort((one, other) => one - other));
});

test('an endpoint hears of what it asked for, and of nothing once it is off', async () => {
  const stockOnly = await makeEndpoint(['stock.changed'], '/stock');
  const off = await makeEndpoint(['*'], '/off');
  await endpoints.call('PUT', `/${off.documentId}`, { active: false });
  await placeOrder(shop, [{ variant, store }]);
  await call('PUT', `${shop.url}/api/stores/${store.documentId}/stock`, {
    headers: bearer(await shop.apiToken()),
    body: [{ sku: variant.sku, delta: 5 }],
  });
  const [message] = await cameTo('/stock', 1);
  expect(verified(message as Received, stockOnly.secret).data).toMatchObject({
    sku: variant.sku,
    storeId: store.documentId,
    onHand: 15,
  });
  expect(receiver.at('/stock')).toHaveLength(1);
  expect(receiver.at('/off')).toEqual([]);
});

test('a draft that is saved is nobody else’s business', async () => {
  await makeEndpoint(['product.updated'], '/products');
  const product = `${shop.url}/content-manager/collection-types/api::product.product/${variant.productId}`;
  const headers = bearer(await shop.adminToken());
  const body = { name: 'Renamed' };
  expect((await call('PUT', product, { headers, body })).status).toBe(200);
  expect((await call('POST', `${product}/actions/publish`, { headers, body })).status).toBe(200);
  await cameTo('/products', 1);
  const told = await shop.sql<{ id: number; draft: boolean | null }>(
    `SELECT id, (payload->>'draft')::boolean AS draft FROM outbox
      WHERE event = 'product.updated' AND subject = $1 ORDER BY id`,
    [variant.productId],
  );
  const shown = told.filter(({ draft }) => draft !== true).map(({ id }) => id);
  expect(told.length).toBeGreaterThan(shown.length);
  const sequences = () => receiver.at('/products').map(({ json }) => json.data.sequence as number);
  await until(() => sequences().includes(shown.at(-1) ?? 0), 'the last change');
  expect(sequences()).toEqual(shown);
});

test('who asks for all hears of the catalogue, the stores and what a variant’s price does to its product', async () => {
  await makeEndpoint(['*'], '/all');
  const typesOf = (documentId: string) =>
    receiver
      .at('/all')
      .filter(({ json }) => json.data.documentId === documentId)
      .map(({ json }) => json.type as string);
  const headers = bearer(await shop.apiToken());
  const write = async (method: string, path: string, data?: object) => {
    const answer = await call(method, `${shop.url}/api/${path}`, { headers, body: { data } });
    expect(answer.status).toBeLessThan(300);
    return answer.body?.data?.documentId as string;
  };
  const { documentId } = await shop
    .sql<{ documentId: string }>('SELECT document_id AS "documentId" FROM variants WHERE id = $1', [
      variant.id,
    ])
    .then(([row]) => row ?? { documentId: '' });
  await write('PUT', `variants/${documentId}`, { price: 4_321 });
  await until(() => typesOf(documentId).includes('variant.updated'), 'the variant');
  await until(() => typesOf(variant.productId).includes('product.updated'), 'its product');
  const brand = await write('POST', 'brands', { name: 'Heard of', slug: 'heard-of' });
  await write('DELETE', `brands/${brand}`);
  await until(() => typesOf(brand).length === 2, 'the brand');
  expect(typesOf(brand)).toEqual(['brand.created', 'brand.deleted']);
  await write('PUT', `stores/${store.documentId}`, { phone: '+254700000000' });
  await until(() => typesOf(store.documentId).includes('store.updated'), 'the store');
});

test('the id of a click goes with what comes of it, and no other id does', async () => {
  await makeEndpoint(['customer.registered', 'customer.deleted'], '/clicks');
  const registered = await call('POST', `${shop.url}/api/auth/register`, {
    headers: { 'X-Request-Id': 'signing-up' },
    body: {
      email: `customer-${Math.random()}@example.com`,
      password: 'kahawa-chungu-7',
      firstName: 'A',
      lastName: 'O',
    },
  });
  expect(registered.status).toBe(201);
  const [first] = await cameTo('/clicks', 1);
  expect(first?.headers['x-request-id']).toBe('signing-up');
  await shop.sql(
    `INSERT INTO outbox (event, subject, payload) VALUES ('customer.deleted', 'somebody', '{}')`,
  );
  const [, second] = await cameTo('/clicks', 2);
  expect(second?.headers['x-request-id']).toBe(second?.headers['webhook-id']);
});

test('what is refused comes again under its id, and later news of the same thing waits', async () => {
  const endpoint = await makeEndpoint(['order.placed', 'order.cancelled'], '/again');
  receiver.answer = { status: 500, body: { sorry: true } };
  const order = await placeOrder(shop, [{ variant, store }]);
  await move(order.documentId, 'cancelled');
  await cameTo('/again', 1);
  await until(async () => (await endpoints.deliveriesTo(endpoint)).length === 2, 'both in the log');
  receiver.answer = { status: 200, body: { ok: true } };
  const [first, second, third] = await cameTo('/again', 3);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.raw).toBe(first?.raw);
  expect(third?.json.type).toBe('order.cancelled');
  await until(
    async () =>
      (await endpoints.deliveriesTo(endpoint)).every(({ state }) => state === 'delivered'),
    'the log',
  );
  const [, oldest] = await endpoints.deliveriesTo(endpoint);
  expect(oldest).toMatchObject({
    webhookId: first?.headers['webhook-id'],
    type: 'order.placed',
    tries: 2,
    body: first?.raw,
    answer: { status: 200, body: '{"ok":true}' },
    attempts: [{ status: 500 }, { status: 200 }],
  });

  const again = await endpoints.call(
    'POST',
    `/${endpoint.documentId}/deliveries/${oldest?.documentId}/resend`,
  );
  expect(again.status).toBe(202);
  const [, , , fourth] = await cameTo('/again', 4);
  expect(fourth?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
});

test('a changed secret is good beside the old one', async () => {
  const { documentId, secret } = await makeEndpoint(['order.placed'], '/rotated');
  const { body } = await endpoints.call('POST', `/${documentId}/secret`);
  expect(body.data.secret).not.toBe(secret);
  await placeOrder(shop, [{ variant, store }]);
  const [message] = await cameTo('/rotated', 1);
  for (const known of [secret, body.data.secret]) verified(message as Received, known);
});

test('410 switches an endpoint off, and says so', async () => {
  const { documentId } = await makeEndpoint(['order.placed'], '/gone');
  receiver.answer = { status: 410, body: {} };
  await placeOrder(shop, [{ variant, store }]);
  await until(async () => !(await endpoints.isOn({ documentId })), 'the switch');
  expect((await endpoints.call('GET', `/${documentId}`)).body.data.offReason).toMatch('410');
  const told = await shop.sql(
    `SELECT payload FROM outbox WHERE event = 'webhook.disabled' AND subject = $1`,
    [documentId],
  );
  expect(told).toHaveLength(1);
  const [delivery] = await endpoints.deliveriesTo({ documentId });
  const path = `/${documentId}/deliveries/${delivery?.documentId}/resend`;
  const again = await endpoints.call('POST', path);
  expect([again.status, again.body.error.details.code]).toEqual([409, 'WEBHOOK_INACTIVE']);
});

test('goods that an import brings are told to those who want it, and nobody else costs it anything', async () => {
  const wanted = async () => {
    const [queue] = await shop.sql<{ events: string[] | null }>(
      `SELECT events FROM narrowed_listeners WHERE name = 'webhooks.queue'`,
    );
    return queue?.events;
  };
  const imported = async (handle: string) => {
    const rows = [{ Handle: handle, Title: handle, 'Variant SKU': handle, 'Variant Price': '10' }];
    const { counts } = await importText(shop.database.url, 'products', csv(rows));
    expect(counts?.written).toBe(1);
  };
  expect(await wanted()).toEqual([]);
  await imported('unheard');
  const unheard = await shop.sql(
    `SELECT event FROM outbox WHERE payload->>'slug' = 'unheard' AND event = 'product.created'`,
  );
  expect(unheard).toEqual([]);

  const { documentId } = await makeEndpoint(['product.created', 'variant.created'], '/imports');
  expect([...((await wanted()) ?? [])].sort()).toEqual(['product.created', 'variant.created']);
  await imported('heard');
  const messages = await cameTo('/imports', 2);
  const [product, made] = messages.map(({ json }) => json).sort(byType);
  expect(product).toMatchObject({ type: 'product.created', data: { slug: 'heard' } });
  expect(made).toMatchObject({
    type: 'variant.created',
    data: { productIds: [product?.data.documentId] },
  });

  await endpoints.call('PUT', `/${documentId}`, { events: ['*'] });
  expect(await wanted()).toBeNull();
  await endpoints.call('PUT', `/${documentId}`, { active: false });
  expect(await wanted()).toEqual([]);
});

test('days of failures switch it off too', async () => {
  const { documentId } = await makeEndpoint(['order.placed'], '/failing');
  receiver.answer = { status: 500, body: {} };
  await shop.sql(
    `UPDATE webhook_endpoints SET failing_since = now() - interval '6 days' WHERE document_id = $1`,
    [documentId],
  );
  await placeOrder(shop, [{ variant, store }]);
  await until(async () => !(await endpoints.isOn({ documentId })), 'the switch');
});

test('secrets are shown once, and staff need the right', async () => {
  const { documentId, secret } = await makeEndpoint(['order.placed']);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
  for (const path of ['', `/${documentId}`, `/${documentId}/deliveries`]) {
    expect(JSON.stringify((await endpoints.call('GET', path)).body)).not.toContain(secret);
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
  const made = await endpoints.call('POST', '', body);
  expect([made.status, made.body.error.details.code]).toEqual([400, 'VALIDATION_FAILED']);
});
