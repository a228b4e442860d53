import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
  makeStore,
  makeVariant,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

/** What became of a message, as staff see it. */
interface Kept {
  documentId: string;
  messageId: string;
  state: string;
}

let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  shop = await createShop({ env: { ...WORKING, DUKA_WEBHOOKS_IN_SECRET: SECRET } });
  store = await makeStore(shop);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
});

interface Signing {
  id?: string;
  at?: Date;
  secret?: string;
}

const signed = (
  body: string,
  { id = randomUUID(), at = new Date(), secret = SECRET }: Signing = {},
) => ({
  'Content-Type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
});

/** Posts a text as it stands, for its bytes are what is signed. */
async function post(
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<Pick<HttpAnswer, 'status' | 'body'>> {
  const answer = await fetch(`${shop.url}/webhooks/${path}`, { method: 'POST', body, headers });
  return { status: answer.status, body: await answer.json() };
}

const send = (path: string, body: object) => {
  const text = JSON.stringify(body);
  return post(path, text, signed(text));
};

const asMachine = async (method: string, path: string) =>
  call(method, `${shop.url}/api/admin/webhook-messages${path}`, {
    headers: bearer(await shop.apiToken()),
  });

/** What has become of a message, when that is known. */
const worked = (id: string): Promise<Kept> =>
  until(async () => {
    const kept = (await asMachine('GET', '')).body.data as Kept[];
    return kept.find(({ messageId, state }) => messageId === id && state !== 'received');
  }, 'the work');

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

test('each address counts its senders’ ids for itself', async () => {
  const id = `evt-${variant.sku}`;
  const messages = [
    ['product-updated', { sku: variant.sku, price: 555 }],
    ['inventory-updated', { sku: variant.sku, store: store.documentId, onHand: 6 }],
  ] as const;
  for (const [path, body] of messages) {
    const text = JSON.stringify(body);
    const answer = await post(path, text, signed(text, { id }));
    expect([answer.status, answer.body.data.duplicate]).toEqual([202, false]);
  }
  const kept = await until(async () => {
    const all = (await asMachine('GET', '')).body.data as Kept[];
    const mine = all.filter(({ messageId, state }) => messageId === id && state !== 'received');
    return mine.length === 2 && mine;
  }, 'the work of both');
  expect(kept.map(({ state }) => state)).toEqual(['worked', 'worked']);
  expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 6 });
});

test('of messages about the same thing the last word is that of the last one', async () => {
  const setTo = async (onHand: number) => {
    const row = { sku: variant.sku, store: store.documentId, onHand };
    const { body } = await send('inventory-updated', row);
    return body.data.id as string;
  };
  const first = await shop.steps.stopBefore('webhooks.take_message');
  const ids = [await setTo(5)];
  await first.standing;
  const waiting = await shop.steps.stopBefore('webhooks.lock_kind#2');
  ids.push(await setTo(7));
  // The other would be worked by now, had it not found that it has to wait.
  await Promise.race([waiting.standing, worked(ids[1] ?? '')]);
  await waiting.go();
  await first.go();
  for (const id of ids) expect(await worked(id)).toMatchObject({ state: 'worked' });
  expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 7 });
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
  await asMachine('POST', `/${failed.documentId}/work`);
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
