import { generateVAPIDKeys } from 'web-push';
import { placeOrder, type Placed } from '../orders/orders';
import {
  ADDRESS,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { Browser, vapidClaims } from './browser';
import { keepNoQuietHours, messagesTo } from './history';
import { Providers } from './providers';

const { publicKey, privateKey } = generateVAPIDKeys();
const PUSH = {
  // The browsers' push service is on this machine.
  DUKA_WEBHOOKS_ALLOW_PRIVATE: 'true',
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
  VAPID_SUBJECT: 'mailto:shop@example.com',
};

let providers: Providers;
let shop: TestShop;
let other: ServerProcess;
let store: Store;
let variant: Variant;
let people = 0;

/** Two servers work the same messages. */
beforeAll(async () => {
  providers = await Providers.open();
  const env = {
    ...WORKING,
    ...PUSH,
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: 'secret',
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: providers.url,
  };
  shop = await createShop({ env });
  other = await shop.secondServer();
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 1_000);
  await keepNoQuietHours(shop);
  await switchOn('sms', 'orderPlaced', 'orderCancelled');
  await switchOn('push', 'orderCancelled');
});
afterAll(async () => {
  await shop.stop();
  await providers.close();
});

/** Has staff switch kinds of messages on in the panel. */
async function switchOn(way: 'sms' | 'push', ...kinds: readonly string[]): Promise<void> {
  const headers = bearer(await shop.adminToken());
  const address = `${shop.url}/content-manager/single-types/plugin::notifications.settings`;
  const { body } = await call('GET', address, { headers });
  const { sms, push, mails, ...plain } = body.data;
  const settings = { ...plain, sms, push, mails };
  const switches = Object.fromEntries(kinds.map((kind) => [kind, true]));
  settings[way] = { ...settings[way], ...switches };
  const saved = await call('PUT', address, { headers, body: settings });
  expect(saved.status).toBe(200);
}

/** Somebody who has told nobody their number yet. */
const newPhone = () => `+2547000${String((people += 1)).padStart(5, '0')}`;
const order = (phone: string) =>
  placeOrder(shop, [{ variant, store }], { shippingAddress: { ...ADDRESS, phone } });

const ofOrder = ({ accessToken }: Placed) => ({ 'X-Order-Token': accessToken });
const cancel = (placed: Placed) =>
  call('PUT', `${shop.url}/api/orders/${placed.number}/cancel`, { headers: ofOrder(placed) });

/** The buyer of an order has its page open and lets it send notices. */
async function browserOf(placed: Placed): Promise<Browser> {
  const browser = new Browser(providers.url, `/push/${placed.documentId}`);
  const answer = await call('POST', `${shop.url}/api/notifications/push/subscriptions`, {
    headers: ofOrder(placed),
    body: browser.subscription,
  });
  expect(answer.status).toBe(201);
  return browser;
}

const knows = async ({ subscription }: Browser) =>
  (await shop.sql('SELECT FROM push_subscriptions WHERE endpoint = $1', [subscription.endpoint]))
    .length === 1;

/** The next tries at once, instead of waiting for them, and as if there had not been many. */
async function hurry(): Promise<void> {
  await shop.sql(
    `UPDATE notification_messages SET attempts = 6 WHERE state = 'queued' AND attempts > 6`,
  );
  await shop.sql(
    `UPDATE jobs SET due_at = now(), offer_at = now()
      WHERE name = 'notifications.send' AND state = 'waiting' AND due_at > now()`,
  );
}

/** Waits until the first message to somebody has this end, without the pauses between its tries. */
const ends = (to: string, state: string) =>
  until(async () => {
    await hurry();
    const [message] = await messagesTo(shop, to);
    return message?.state === state && message;
  }, `a message to ${to} that is ${state}`);

/** Jobs that will still send something to somebody. */
const waitingFor = (to: string) =>
  shop.sql(
    `SELECT FROM jobs JOIN notification_messages message
         ON message.document_id = jobs.payload ->> 'id'
      WHERE jobs.name = 'notifications.send' AND jobs.state = 'waiting' AND message.recipient = $1`,
    [to],
  );

describe('SMS', () => {
  test('the buyer of an order is told of it, and of its end', async () => {
    const phone = newPhone();
    const placed = await order(phone);
    const first = await providers.firstCallFor(phone);
    expect(first.path).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(first.headers.authorization).toBe(
      `Basic ${Buffer.from('AC1:secret').toString('base64')}`,
    );
    const form = new URLSearchParams(first.body.toString());
    expect(form.get('From')).toBe('+15005550006');
    expect(form.get('Body')).toContain(`we have your order ${placed.number} of USD `);
    expect((await cancel(placed)).status).toBe(200);
    await until(() => providers.callsFor(phone).length === 2, 'the second message');
    const [, second] = providers.callsFor(phone);
    expect(second?.body.toString()).toContain('was+cancelled');
    await until(
      async () => (await messagesTo(shop, phone)).every(({ state }) => state === 'sent'),
      'the end of both',
    );
    expect(await messagesTo(shop, phone)).toEqual([
      { kind: 'orderPlaced', state: 'sent', error: null, attempts: 1 },
      { kind: 'orderCancelled', state: 'sent', error: null, attempts: 1 },
    ]);
  });

  test('what the provider refuses is given up, with its reason', async () => {
    const phone = newPhone();
    const body = { code: 21211, message: 'Invalid number' };
    providers.plan(phone, { status: 400, body });
    await order(phone);
    const { error, attempts } = await ends(phone, 'failed');
    expect(error).toBe('400 {"code":21211,"message":"Invalid number"}');
    expect(attempts).toBe(1);
    await until(async () => (await waitingFor(phone)).length === 0, 'the end of its job');
    expect(providers.callsFor(phone)).toHaveLength(1);
  });

  test('a provider that is away is tried until it takes the message, and then no more', async () => {
    const phone = newPhone();
    providers.plan(phone, { status: 503 }, 'cut', { status: 429 }, 'silence');
    await order(phone);
    expect(await ends(phone, 'sent')).toMatchObject({ error: null, attempts: 5 });
    await until(async () => (await waitingFor(phone)).length === 0, 'the end of its job');
    expect(providers.callsFor(phone)).toHaveLength(5);
  });

  test('one that was taken without an answer is found in the provider’s list, and not sent again', async () => {
    const phone = newPhone();
    providers.plan(phone, 'lost');
    await order(phone);
    expect(await ends(phone, 'sent')).toMatchObject({ error: null, attempts: 2 });
    expect(providers.callsFor(phone)).toHaveLength(1);
  });

  test('two workers never send the same one, whatever job they are given', async () => {
    const phone = newPhone();
    const release = providers.hold(phone);
    await order(phone);
    await providers.firstCallFor(phone);
    // The message is on its way, and its job comes to everybody once more, several times over.
    const again = await shop.sql<{ id: string }>(
      `INSERT INTO jobs (name, payload)
       SELECT 'notifications.send', jsonb_build_object('id', document_id)
         FROM notification_messages CROSS JOIN generate_series(1, 6) WHERE recipient = $1
       RETURNING id`,
      [phone],
    );
    const ids = again.map(({ id }) => id);
    await until(async () => {
      const left = await shop.sql('SELECT FROM jobs WHERE id = ANY ($1)', [ids]);
      return left.length === 0;
    }, 'a try of each of the jobs');
    expect(providers.callsFor(phone)).toHaveLength(1);
    // They come back when its sender must be done.
    expect(await waitingFor(phone)).toHaveLength(6);
    release();
    await ends(phone, 'sent');
    await until(async () => {
      await hurry();
      return (await waitingFor(phone)).length === 0;
    }, 'the end of the jobs');
    expect(providers.callsFor(phone)).toHaveLength(1);
  });
});

describe('web push', () => {
  test('the shop tells its key, and signs and encrypts what the browser reads', async () => {
    const key = await call('GET', `${shop.url}/api/notifications/push/key`);
    expect(key.body.data).toEqual({ publicKey });
    const placed = await order(newPhone());
    const stranger = new Browser(providers.url, '/push/stranger');
    const nobody = await call('POST', `${shop.url}/api/notifications/push/subscriptions`, {
      body: stranger.subscription,
    });
    expect(refusal(nobody)).toEqual([401, 'UNAUTHENTICATED']);
    const browser = await browserOf(placed);
    for (const [method, status] of [
      ['DELETE', 200],
      ['POST', 201],
    ] as const) {
      const key = newKey();
      const send = (body: object) =>
        call(method, `${shop.url}/api/notifications/push/subscriptions`, {
          headers: { ...key, ...ofOrder(placed) },
          body,
        });
      const answers = [await send(browser.subscription), await send(browser.subscription)];
      expect(answers.map((answer) => answer.status)).toEqual([status, status]);
      expect(answers[1]?.headers.get('Idempotency-Replayed')).toBe('true');
      const other = await send(stranger.subscription);
      expect(refusal(other)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    await cancel(placed);
    const notice = await providers.firstCallFor(browser.path);
    expect(notice.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: expect.stringMatching(/^\d+$/),
      topic: expect.stringMatching(/^[\w-]{1,32}$/),
    });
    const { aud, exp, sub } = vapidClaims(notice, publicKey);
    expect([aud, sub]).toEqual([providers.url, PUSH.VAPID_SUBJECT]);
    const hours = (Number(exp) * 1_000 - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(0);
    expect(hours).toBeLessThanOrEqual(24);
    expect(browser.read(notice)).toEqual({
      id: notice.headers.topic,
      tag: notice.headers.topic,
      title: `Order ${placed.number} was cancelled`,
      body: expect.stringContaining(placed.number),
      url: expect.any(String),
    });
    expect(() => stranger.read(notice)).toThrow();
    expect(await ends(browser.subscription.endpoint, 'sent')).toMatchObject({ attempts: 1 });
  });

  test('a browser that is gone is forgotten', async () => {
    const placed = await order(newPhone());
    const browser = await browserOf(placed);
    providers.plan(browser.path, { status: 410 });
    await cancel(placed);
    expect(await ends(browser.subscription.endpoint, 'suppressed')).toMatchObject({ attempts: 1 });
    expect(await knows(browser)).toBe(false);
  });

  test.each([413, 403])('a refusal is given up and the browser kept: %i', async (status) => {
    const refused = await order(newPhone());
    const browser = await browserOf(refused);
    providers.plan(browser.path, { status });
    await cancel(refused);
    expect(await ends(browser.subscription.endpoint, 'failed')).toMatchObject({
      error: String(status),
      attempts: 1,
    });
    expect(await knows(browser)).toBe(true);
  });

  test('a service that is away is tried again', async () => {
    const away = await order(newPhone());
    const second = await browserOf(away);
    providers.plan(second.path, { status: 500 }, 'cut', { status: 429 });
    await cancel(away);
    expect(await ends(second.subscription.endpoint, 'sent')).toMatchObject({ attempts: 4 });
    // The browser shows one notice for what it was sent more than once.
    const tags = providers.callsFor(second.path).map((notice) => second.read(notice).tag);
    expect(new Set(tags).size).toBe(1);
    expect(await knows(second)).toBe(true);
  });
});

describe('a provider that is taken away', () => {
  const away = { status: 429 };
  const without = 'No provider of SMS is set up';
  let waiting: { phone: string; browser: Browser };

  /** An SMS and a notice that no provider takes are left when the shop starts without any. */
  beforeAll(async () => {
    const phone = newPhone();
    const placed = await order(newPhone());
    const browser = await browserOf(placed);
    waiting = { phone, browser };
    providers.plan(phone, ...Array<typeof away>(12).fill(away));
    providers.plan(browser.path, ...Array<typeof away>(12).fill(away));
    await order(phone);
    await cancel(placed);
    await providers.firstCallFor(phone);
    await providers.firstCallFor(browser.path);
    await other.kill('SIGTERM');
    await shop.restart({ env: WORKING });
  });

  test('what waits is kept, and says what is missing', async () => {
    const reasonOf = async (to: string) => {
      await hurry();
      const [message] = await messagesTo(shop, to);
      return message?.state === 'queued' ? message.error : undefined;
    };
    const endpoint = waiting.browser.subscription.endpoint;
    await until(async () => (await reasonOf(waiting.phone)) === without, without);
    await until(
      async () => (await reasonOf(endpoint)) === 'No keys for web push are set up',
      'no keys',
    );
    expect(await knows(waiting.browser)).toBe(true);
  });

  test('what happens meanwhile goes by mail alone, whatever is switched on', async () => {
    const phone = newPhone();
    const email = 'mail.alone@example.com';
    const shippingAddress = { ...ADDRESS, phone };
    const placed = await placeOrder(shop, [{ variant, store }], { email, shippingAddress });
    await ends(email, 'sent');
    expect(await messagesTo(shop, phone)).toEqual([]);
    const key = await call('GET', `${shop.url}/api/notifications/push/key`);
    expect(refusal(key)).toEqual([404, 'NOT_FOUND']);
    const subscribed = await call('POST', `${shop.url}/api/notifications/push/subscriptions`, {
      headers: ofOrder(placed),
      body: new Browser(providers.url, '/push/too-early').subscription,
    });
    expect(refusal(subscribed)).toEqual([404, 'NOT_FOUND']);
  });

  test('what has waited goes out by the next one, here Africa’s Talking', async () => {
    const { phone, browser } = waiting;
    providers.plan(phone);
    providers.plan(browser.path);
    await shop.restart({
      env: {
        ...WORKING,
        ...PUSH,
        AFRICASTALKING_USERNAME: 'duka',
        AFRICASTALKING_API_KEY: 'key',
        AFRICASTALKING_BASE_URL: providers.url,
      },
    });
    await ends(phone, 'sent');
    const last = providers.callsFor(phone).at(-1);
    expect([last?.path, last?.headers.apikey]).toEqual(['/version1/messaging', 'key']);
    await ends(browser.subscription.endpoint, 'sent');

    // It cannot be asked: what may have come is not sent again, unless staff say so.
    const doubtful = newPhone();
    providers.plan(doubtful, 'lost');
    await order(doubtful);
    const { error } = await ends(doubtful, 'failed');
    expect(error).toMatch(/^unanswered: africastalking/);
    expect(providers.callsFor(doubtful)).toHaveLength(1);
    const [row] = await shop.sql<{ document_id: string }>(
      'SELECT document_id FROM notification_messages WHERE recipient = $1',
      [doubtful],
    );
    const resent = await call('POST', `${shop.url}/api/admin/messages/${row?.document_id}/resend`, {
      headers: { ...bearer(await shop.adminToken()), ...newKey() },
      body: {},
    });
    expect(resent.status).toBe(202);
    await ends(doubtful, 'sent');
    expect(providers.callsFor(doubtful)).toHaveLength(2);

    // It says in a 201 what it refuses.
    const wrong = newPhone();
    const recipient = { statusCode: 403, status: 'InvalidPhoneNumber' };
    const body = { SMSMessageData: { Recipients: [recipient] } };
    providers.plan(wrong, { status: 201, body });
    await order(wrong);
    expect(await ends(wrong, 'failed')).toMatchObject({
      error: '403 InvalidPhoneNumber',
      attempts: 1,
    });
  });
});
