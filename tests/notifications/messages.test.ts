import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMINISTRATOR } from '../support/administrator';
import {
  countStock,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { placeOrder, type Placed } from '../orders/orders';
import { keepNoQuietHours, lookAtStock, messagesTo, tellStaff, untilTold } from './history';
import { Mailbox } from './mailbox';

const PASSWORD = 'kahawa-chungu-7';
const dataDir = mkdtempSync(join(tmpdir(), 'duka-mail-'));
const mailbox = new Mailbox(dataDir);
/** A storefront whose pages the links of mails lead to. */
const FRONTEND_URL = 'https://www.example.com';

let shop: TestShop;
let store: Store;
let variant: Variant;
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call('POST', `${shop.url}/api${path}`, { body, headers });

beforeAll(async () => {
  shop = await createShop({ env: { ...WORKING, DUKA_DATA_DIR: dataDir, FRONTEND_URL } });
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 100);
  await keepNoQuietHours(shop);
  await leaveCart();
});
afterAll(async () => {
  await shop.stop();
  rmSync(dataDir, { recursive: true });
});

/** Somebody who filled a cart and left; the shop looks for such every quarter of a minute. */
const LEAVER = 'leaver@example.com';
async function leaveCart() {
  const added = await post('/cart/items', { sku: variant.sku, quantity: 1 });
  const headers = { 'X-Cart-Token': added.body.data.token as string };
  await call('PUT', `${shop.url}/api/cart`, { headers, body: { email: LEAVER } });
  await shop.sql(`UPDATE carts SET updated_at = now() - interval '4 hours' WHERE email = $1`, [
    LEAVER,
  ]);
  await shop.sql('UPDATE components_notifications_mail_kinds SET abandoned_cart = true');
}

const order = (email: string) => placeOrder(shop, [{ variant, store }], { email });
const tokenIn = (text: string) =>
  new URL(/https:\S+token=\S+/.exec(text)?.[0] ?? '').searchParams.get('token') ?? '';

async function moveOrder({ documentId }: Placed, status: string) {
  const moved = await call('PUT', `${shop.url}/api/orders/${documentId}/status`, {
    headers: bearer(await shop.apiToken()),
    body: { status },
  });
  expect(moved.status).toBe(200);
}

/** The panel sends components back as it got them. */
const asSent = (component: object | null) => component ?? {};

async function register(email: string) {
  const { status, body } = await post('/auth/register', {
    email,
    password: PASSWORD,
    firstName: 'Amina\r\nBcc: everybody@example.com',
    lastName: 'Otieno',
  });
  expect(status).toBe(201);
  return body.data as { token: string; refreshToken: string; user: { documentId: string } };
}

describe('without a provider, mails are files', () => {
  it('a buyer is told once of an order, in mail that programs read, and once that it was cancelled', async () => {
    const placed = await order('buyer@example.com');
    const [letter] = await mailbox.waitFor('buyer@example.com', placed.number);
    expect(letter?.head).toMatch(/^Message-ID: <[^@\s]+@localhost>$/m);
    expect(letter?.head).toMatch(/^MIME-Version: 1\.0$/m);
    expect(letter?.head).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(letter?.head).not.toMatch(/List-Unsubscribe/);
    const [event] = await shop.sql<{ correlation: string }>(
      `SELECT correlation FROM outbox WHERE event = 'order.placed' AND payload ->> 'number' = $1`,
      [placed.number],
    );
    expect(letter?.head.split('\n')).toContain(`X-Request-Id: ${event?.correlation}`);
    expect(letter?.text).toContain('USD 19.99');
    const link = new URL(/https:\S+/.exec(letter?.text ?? '')?.[0] ?? '');
    expect(link.origin + link.pathname).toBe(`${FRONTEND_URL}/orders/${placed.number}`);
    const read = await call('GET', `${shop.url}/api/orders/${placed.number}`, {
      headers: { 'X-Order-Token': link.searchParams.get('token') ?? '' },
    });
    expect(read.status).toBe(200);

    // The same event told again, as after a crash between its handling and the note of it.
    await shop.sql(
      `INSERT INTO jobs (name, event_id)
       SELECT 'notifications.orders', id FROM outbox WHERE event = 'order.placed' AND subject = $1`,
      [placed.documentId],
    );
    const cancelled = await call('PUT', `${shop.url}/api/orders/${placed.number}/cancel`, {
      headers: { 'X-Order-Token': placed.accessToken },
    });
    expect(cancelled.status).toBe(200);
    await mailbox.waitFor('buyer@example.com', 'cancelled');
    await until(
      async () =>
        (await shop.sql(`SELECT FROM jobs WHERE name = 'notifications.orders'`)).length === 0,
      'the end of the handlers',
    );
    expect(mailbox.to('buyer@example.com').map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([
        `We have your order ${placed.number}`,
        `Order ${placed.number} was cancelled`,
      ]),
    );
    expect(mailbox.to('buyer@example.com')).toHaveLength(2);
    expect(await messagesTo(shop, 'buyer@example.com')).toMatchObject([
      { kind: 'orderPlaced', state: 'sent', attempts: 1 },
      { kind: 'orderCancelled', state: 'sent', attempts: 1 },
    ]);
  });

  it('buyers who order at the same time get a mail each, also where the event or the job comes twice', async () => {
    const emails = Array.from({ length: 12 }, (_, turn) => `crowd-${turn}@example.com`);
    const placed = await Promise.all(emails.map((email) => order(email)));
    const told = async () =>
      shop.sql<{ recipient: string; state: string; attempts: number }>(
        `SELECT recipient, state, attempts FROM notification_messages
          WHERE recipient LIKE 'crowd-%' ORDER BY id`,
      );
    const sent = async () => (await told()).filter(({ state }) => state === 'sent').length === 12;
    await until(sent, 'all of them sent');
    await shop.sql(
      `INSERT INTO jobs (name, event_id)
       SELECT 'notifications.orders', id FROM outbox
        WHERE event = 'order.placed' AND subject = ANY ($1)`,
      [placed.map(({ documentId }) => documentId)],
    );
    // Half of them as if they had not been sent yet, each of these with two jobs.
    await shop.sql(
      `WITH again AS (
         UPDATE notification_messages SET state = 'queued', attempts = 0
          WHERE recipient LIKE 'crowd-%' AND id % 2 = 0 RETURNING document_id)
       INSERT INTO jobs (name, payload)
       SELECT 'notifications.send', jsonb_build_object('id', document_id)
         FROM again, generate_series(1, 2)`,
    );
    const isDone = async () =>
      (
        await shop.sql(`SELECT FROM jobs WHERE name IN ('notifications.orders', 'notifications.send')
                        AND state <> 'dead' AND due_at <= now()`)
      ).length === 0;
    await until(isDone, 'the end of the handlers and jobs');
    expect(await told()).toEqual(
      expect.arrayContaining(
        emails.map((recipient) => ({ recipient, state: 'sent', attempts: 1 })),
      ),
    );
    expect(await told()).toHaveLength(12);
    emails.forEach((email, turn) => {
      expect(mailbox.to(email).map(({ subject }) => subject)).toEqual([
        `We have your order ${placed[turn]?.number}`,
      ]);
    });
  });

  it('an address is verified by the token of a mail, whatever name is on the account', async () => {
    const { token } = await register('verified@example.com');
    const [letter] = await mailbox.waitFor('verified@example.com', 'confirm');
    expect(letter?.head).not.toMatch(/^Bcc:/im);
    const forged = await post('/auth/verify-email', { token: `${tokenIn(letter?.text ?? '')}x` });
    expect([forged.status, forged.body.error.details.code]).toEqual([400, 'MAIL_TOKEN_INVALID']);
    const body = { token: tokenIn(letter?.text ?? '') };
    expect((await post('/auth/verify-email', body)).status).toBe(200);
    expect((await post('/auth/verify-email', body)).status).toBe(200);
    const [account] = await shop.sql(
      `SELECT confirmed FROM up_users WHERE email = 'verified@example.com'`,
    );
    expect(account).toEqual({ confirmed: true });
    expect((await post('/auth/reset-password', { ...body, password: PASSWORD })).status).toBe(400);
    expect((await call('GET', `${shop.url}/api/auth/me`, { headers: bearer(token) })).status).toBe(
      200,
    );
  });

  it('a password is set anew by a token that works once, and everybody is signed out', async () => {
    const email = 'forgetful@example.com';
    const session = await register(email);
    const asked = await post('/auth/forgot-password', { email: 'Forgetful@Example.com' });
    const unknown = await post('/auth/forgot-password', { email: 'nobody@example.com' });
    expect(asked.status).toBe(200);
    expect([unknown.status, unknown.body]).toEqual([asked.status, asked.body]);
    const [letter] = await mailbox.waitFor(email, 'new password');
    const token = tokenIn(letter?.text ?? '');
    const [kept] = await shop.sql<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM outbox WHERE payload::text LIKE '%' || $1 || '%')
           OR EXISTS (SELECT FROM jobs WHERE payload::text LIKE '%' || $1 || '%')
           OR EXISTS (SELECT FROM notification_messages m WHERE m::text LIKE '%' || $1 || '%')
           AS found`,
      [token],
    );
    expect(kept).toEqual({ found: false });

    const weak = await post('/auth/reset-password', { token, password: 'short' });
    expect([weak.status, weak.body.error.details.code]).toEqual([400, 'VALIDATION_FAILED']);
    const answers = await Promise.all(
      ['maji-moto-baridi-1', 'maji-moto-baridi-2', 'maji-moto-baridi-3'].map((password) =>
        post('/auth/reset-password', { token, password }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const dead = await call('GET', `${shop.url}/api/auth/me`, { headers: bearer(session.token) });
    expect(dead.status).toBe(401);
    const { refreshToken } = session;
    expect((await post('/auth/refresh', { refreshToken })).status).toBe(401);
    expect((await post('/auth/login', { email, password: PASSWORD })).status).toBe(401);
    await mailbox.waitFor(email, 'was changed');
    expect(mailbox.to('nobody@example.com')).toHaveLength(0);
    expect(await messagesTo(shop, 'nobody@example.com')).toHaveLength(0);
  });

  it('an old token is worth nothing', async () => {
    const email = 'late@example.com';
    await register(email);
    await post('/auth/forgot-password', { email });
    const [letter] = await mailbox.waitFor(email, 'new password');
    // As if it had been asked for an hour ago: the token holds the time, so it is made anew.
    await shop.sql(
      `UPDATE notification_messages
          SET state = 'queued', parameters = parameters || jsonb_build_object('happenedAt',
                to_char(now() - interval '61 minutes', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        WHERE document_id = $1`,
      [letter?.id],
    );
    await shop.sql(
      `INSERT INTO jobs (name, payload)
       SELECT 'notifications.send', jsonb_build_object('id', $1::text)`,
      [letter?.id],
    );
    const fresh = tokenIn(letter?.text ?? '');
    const now = () => tokenIn(mailbox.to(email).find(({ id }) => id === letter?.id)?.text ?? '');
    await until(() => now() !== fresh, 'the mail written again');
    const reset = await post('/auth/reset-password', { token: now(), password: 'maji-moto-9' });
    expect([reset.status, reset.body.error.details.code]).toEqual([400, 'MAIL_TOKEN_INVALID']);
  });

  it('who waits for goods is told once, and can say by one click that it is enough', async () => {
    const scarce = await makeVariant(shop);
    await stock(shop, store, scarce, 0);
    const email = 'waiting@example.com';
    const wish = { sku: scarce.sku, email };
    expect((await post('/notifications/back-in-stock', wish)).status).toBe(201);
    expect((await post('/notifications/back-in-stock', wish)).status).toBe(201);
    const unknown = await post('/notifications/back-in-stock', { ...wish, sku: 'NONE' });
    expect([unknown.status, unknown.body.error.details.code]).toEqual([404, 'SKU_NOT_FOUND']);
    const nobody = await post('/notifications/back-in-stock', { sku: scarce.sku });
    expect(nobody.body.error.details.errors[0].path).toEqual(['email']);
    const restock = (onHand: number) => countStock(shop, store, scarce, onHand);
    expect((await restock(5)).status).toBe(200);
    await restock(0);
    await restock(7);
    await lookAtStock(shop);
    const [letter] = await mailbox.waitFor(email, 'is back');
    expect(mailbox.to(email)).toHaveLength(1);
    expect(letter?.head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);

    const address = /^List-Unsubscribe: <(.*)>$/m.exec(letter?.head ?? '')?.[1] ?? '';
    const link = `${shop.url}${new URL(address).pathname}${new URL(address).search}`;
    const looked = await fetch(link);
    expect([looked.status, looked.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const wishes = () =>
      shop.sql('SELECT back_in_stock, price_drop FROM notification_preferences WHERE email = $1', [
        email,
      ]);
    expect(await wishes()).toEqual([{ back_in_stock: true, price_drop: true }]);
    const click = (headers: Record<string, string> = {}) =>
      fetch(link, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: 'List-Unsubscribe=One-Click',
      });
    expect((await click()).status).toBe(200);
    expect(await wishes()).toEqual([{ back_in_stock: false, price_drop: true }]);
    const page = await click({ Accept: 'text/html' });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Done.');
    const key = newKey();
    const replays = [await click(key), await click(key)].map(({ headers }) =>
      headers.get('Idempotency-Replayed'),
    );
    expect(replays).toEqual([null, 'true']);
    expect((await click({ 'Idempotency-Key': 'short' })).status).toBe(400);
    expect((await fetch(link.replace(/token=./, 'token=X'), { method: 'POST' })).status).toBe(404);

    expect((await post('/notifications/back-in-stock', wish)).status).toBe(201);
    await restock(0);
    await restock(9);
    await lookAtStock(shop);
    await until(
      async () => (await messagesTo(shop, email)).length === 2,
      'the second message in the history',
    );
    expect((await messagesTo(shop, email))[1]).toMatchObject({ state: 'suppressed', attempts: 0 });
    expect(mailbox.to(email)).toHaveLength(1);
  });

  it('what is no order’s waits until the quiet hours are over', async () => {
    const scarce = await makeVariant(shop);
    await stock(shop, store, scarce, 0);
    const email = 'sleeper@example.com';
    await shop.sql(
      `UPDATE notification_settings
          SET quiet_from = to_char(now() - interval '1 hour', 'HH24:MI'),
              quiet_until = to_char(now() + interval '2 hours', 'HH24:MI')`,
    );
    expect((await post('/notifications/back-in-stock', { sku: scarce.sku, email })).status).toBe(
      201,
    );
    await countStock(shop, store, scarce, 5);
    await lookAtStock(shop);
    await until(async () => (await messagesTo(shop, email)).length === 1, 'the message');
    await order(email);
    await mailbox.waitFor(email, 'order');
    await keepNoQuietHours(shop);
    expect(await messagesTo(shop, email)).toMatchObject([
      { kind: 'backInStock', state: 'queued', attempts: 0 },
      { kind: 'orderPlaced', state: 'sent' },
    ]);
    const waiting = await shop.sql(
      `SELECT due_at > now() + interval '1 hour 50 minutes' AS late
         FROM jobs WHERE name = 'notifications.send' AND state = 'waiting'
          AND payload ->> 'id' = (SELECT document_id FROM notification_messages
                                   WHERE recipient = $1 AND kind = 'backInStock')`,
      [email],
    );
    expect(waiting).toEqual([{ late: true }]);
  });

  it('a lower price is told to who asked for it, a higher one is not', async () => {
    const email = 'thrifty@example.com';
    const [row] = await shop.sql<{ document_id: string }>(
      'SELECT document_id FROM variants WHERE sku = $1',
      [variant.sku],
    );
    expect((await post('/notifications/price-drop', { sku: variant.sku, email })).status).toBe(201);
    const setPrice = async (price: number) => {
      const { status } = await call('PUT', `${shop.url}/api/variants/${row?.document_id}`, {
        headers: bearer(await shop.apiToken()),
        body: { data: { price } },
      });
      expect(status).toBe(200);
    };
    await setPrice(2500);
    await setPrice(1500);
    const [letter] = await mailbox.waitFor(email, 'costs less');
    expect(letter?.text).toContain('USD 15.00 instead of USD 19.99');
    expect(mailbox.to(email)).toHaveLength(1);
    await setPrice(1999);
  });

  it('who waits for other goods that cost less at the same moment is told of those', async () => {
    const goods = [await makeVariant(shop), await makeVariant(shop)];
    const watchers = goods.map(({ sku }) => ({ sku, email: `${sku.toLowerCase()}@example.com` }));
    for (const wish of watchers) {
      expect((await post('/notifications/price-drop', wish)).status).toBe(201);
    }
    const events = await shop.sql<{ event_id: string; subject: string }>(
      `WITH cheaper AS (UPDATE variants SET price = price - 1 WHERE sku = ANY ($1))
       INSERT INTO outbox (event, subject, payload)
       SELECT 'product.updated', product, jsonb_build_object('documentId', product)
         FROM unnest($2::text[]) AS product
       RETURNING id::text AS event_id, subject`,
      [goods.map(({ sku }) => sku), goods.map(({ productId }) => productId)],
    );
    for (const [turn, { email }] of watchers.entries()) {
      await mailbox.waitFor(email, 'costs less');
      const [told, ...more] = await shop.sql<{ event_id: string }>(
        'SELECT event_id FROM notification_messages WHERE recipient = $1',
        [email],
      );
      expect(more).toEqual([]);
      const { event_id: eventId } = told!;
      expect(events).toContainEqual({ event_id: eventId, subject: goods[turn]!.productId });
    }
  });

  it('customers say what they want to be told, and in which language', async () => {
    const email = 'mteja@example.com';
    const { token } = await register(email);
    const url = `${shop.url}/api/notifications/preferences`;
    const headers = bearer(token);
    expect((await call('GET', url)).status).toBe(401);
    expect((await call('GET', url, { headers })).body.data).toEqual({
      language: null,
      abandonedCart: true,
      backInStock: true,
      priceDrop: true,
      suppressed: null,
    });
    const wrong = await call('PUT', url, { headers, body: { language: 'Kiswahili' } });
    expect(wrong.body.error.details.errors[0].path).toEqual(['language']);
    const saved = await call('PUT', url, { headers, body: { language: 'sw', priceDrop: false } });
    expect(saved.body.data).toMatchObject({ language: 'sw', priceDrop: false, backInStock: true });
    await order(email);
    await mailbox.waitFor(email, 'Tumepokea oda yako');

    // Nobody has written it in French: it is in the shop's language, the times in it too.
    await call('PUT', url, { headers, body: { language: 'fr' } });
    const placed = await order(email);
    const [letter] = await mailbox.waitFor(email, `We have your order ${placed.number}`);
    expect(letter?.text).toMatch(/ of [A-Z][a-z]+ \d+, \d{4}/);
    // What was sent is noted when it is on its way.
    const kept = await until(async () => {
      const ofSubject = 'SELECT language FROM notification_messages WHERE subject = $1';
      const [row] = await shop.sql(ofSubject, [letter?.subject]);
      return row;
    }, 'the message that was sent');
    expect(kept).toEqual({ language: 'en' });
  });

  it('a template of staff that breaks is answered by the shipped one, and staff see why', async () => {
    const admin = bearer(await shop.adminToken());
    const types = `${shop.url}/content-manager/collection-types`;
    const list = await call(
      'GET',
      `${types}/plugin::notifications.message-template?filters[kind][$eq]=orderPlaced&filters[channel][$eq]=email&filters[language][$eq]=en`,
      { headers: admin },
    );
    const [template] = list.body.results as { documentId: string }[];
    const address = `${types}/plugin::notifications.message-template/${template?.documentId}`;
    const unreadable = await call('PUT', address, { headers: admin, body: { text: '{% if' } });
    expect(unreadable.status).toBe(400);
    expect(unreadable.body.error.details.errors[0].path).toEqual(['text']);
    const endless = '{% for i in (1..100000000) %}{{ i }}{% endfor %}';
    expect((await call('PUT', address, { headers: admin, body: { text: endless } })).status).toBe(
      200,
    );
    const placed = await order('unlucky@example.com');
    await mailbox.waitFor('unlucky@example.com', placed.number);
    const shown = await call('GET', address, { headers: admin });
    expect(shown.body.data.fault).toEqual(expect.any(String));
    const fixed = { subject: 'Asante, {{ order.number }}', text: 'Thank you', html: '<p>x</p>' };
    await call('PUT', address, { headers: admin, body: fixed });
    const next = await order('lucky@example.com');
    const [letter] = await mailbox.waitFor('lucky@example.com', next.number);
    expect(letter?.subject).toBe(`Asante, ${next.number}`);

    const which = { kind: 'orderPlaced', channel: 'email', language: 'en' };
    const preview = await post('/admin/message-templates/preview', which, admin);
    expect(preview.body.data).toMatchObject({ subject: 'Asante, K7F2QX9WRT', fault: null });
    expect((await post('/admin/message-templates/preview', which)).status).toBe(401);
    const test = { ...which, recipient: 'editor@example.com' };
    const sent = await post('/admin/message-templates/test', test, { ...admin, ...newKey() });
    expect(sent.status).toBe(202);
    await mailbox.waitFor('editor@example.com', 'Asante, K7F2QX9WRT');
  });

  it('staff are told of orders, low stock and silent webhooks where their addresses are set', async () => {
    const admin = bearer(await shop.adminToken());
    const address = `${shop.url}/content-manager/single-types/plugin::notifications.settings`;
    const settings = (await call('GET', address, { headers: admin })).body.data;
    const { sms, push, mails, ...plain } = settings;
    const change = (more: object) =>
      call('PUT', address, {
        headers: admin,
        body: { ...plain, sms: asSent(sms), push: asSent(push), mails: asSent(mails), ...more },
      });
    const wrong = await change({ timeZone: 'Mars/Phobos' });
    expect(wrong.body.error.details.errors[0].path).toEqual(['timeZone']);
    const saved = await change({
      staffRecipients: ['desk@example.com'],
      timeZone: 'Africa/Nairobi',
    });
    expect(saved.status).toBe(200);
    await shop.sql('UPDATE variants SET low_stock_threshold = 99 WHERE id = $1', [variant.id]);
    const placed = await order('another@example.com');
    await mailbox.waitFor('desk@example.com', placed.number);
    await countStock(shop, store, variant, 98);
    await countStock(shop, store, variant, 97);
    await lookAtStock(shop);
    await order('another@example.com');
    await mailbox.waitFor('desk@example.com', 'New order', 2);
    expect(await mailbox.waitFor('desk@example.com', 'Low stock')).toHaveLength(1);
    const off = { documentId: 'erp', url: 'https://erp.example.com/hooks', reason: 'It is gone.' };
    await shop.sql(
      `INSERT INTO outbox (event, subject, payload) VALUES ('webhook.disabled', 'erp', $1)`,
      [JSON.stringify(off)],
    );
    const [notice] = await mailbox.waitFor('desk@example.com', 'webhook was switched off');
    expect(notice?.text).toContain(`${off.url} any more. ${off.reason}`);
    await change({ staffRecipients: [] });
  });

  it('a buyer is told of each part of an order as it leaves, and of each number that comes later', async () => {
    const email = 'parts@example.com';
    const [far, cup] = [await makeStore(shop), await makeVariant(shop)];
    await stock(shop, far, cup, 5);
    const goods = [
      { variant, store },
      { variant: cup, store: far },
    ];
    const placed = await placeOrder(shop, goods, { email });
    await moveOrder(placed, 'confirmed');
    const shipmentId = ({ documentId }: Store) =>
      placed.shipments.find(({ storeId }) => storeId === documentId)?.documentId;
    const staff = async (path: string, body: object) => {
      const url = `${shop.url}/api/admin/orders/${placed.documentId}/${path}`;
      const headers = { ...bearer(await shop.apiToken()), ...newKey() };
      expect((await call('PUT', url, { headers, body })).status).toBe(200);
    };
    const move = (from: Store, status: string) =>
      staff(`shipments/${shipmentId(from)}/status`, { status });
    const track = (from: Store, trackingNumber: string | null, carrier: string | null = 'Sendy') =>
      staff('tracking', { shipmentId: shipmentId(from), carrier, trackingNumber });
    const words = [variant.productId, cup.productId, 'Sendy', 'G4S', 'KE-1', 'KE-2', 'KE-3'];
    const isIn = (text: string) => (word: string) => new RegExp(`\\b${word}\\b`).test(text);
    const told = () =>
      mailbox
        .to(email)
        .filter(({ subject }) => subject.includes('on its way'))
        .map(({ subject, text }) => [subject, ...words.filter(isIn(text))])
        .sort();
    const part = `A part of order ${placed.number} is on its way`;
    const [mine, theirs] = [variant.productId, cup.productId];

    await track(far, 'KE-1');
    await move(far, 'preparing');
    await move(far, 'shipped');
    await untilTold(shop);
    expect(told()).toEqual([[part, theirs, 'Sendy', 'KE-1']]);

    await move(store, 'preparing');
    await move(store, 'shipped');
    await untilTold(shop);
    for (const number of ['KE-2', null, 'KE-3', 'KE-2']) await track(store, number);
    await track(store, 'KE-2', 'G4S');
    await move(store, 'delivered');
    await track(store, 'KE-4');
    await untilTold(shop);
    // All of them told again, as after a crash.
    await shop.sql(
      `INSERT INTO jobs (name, event_id)
       SELECT 'notifications.shipments', id FROM outbox
        WHERE event LIKE 'shipment.%' AND payload ->> 'orderId' = $1`,
      [placed.documentId],
    );
    await untilTold(shop);
    expect(told()).toEqual([
      [part, mine],
      [part, theirs, 'Sendy', 'KE-1'],
      [`${part}: KE-2`, mine, 'Sendy', 'KE-2'],
      [`${part}: KE-3`, mine, 'Sendy', 'KE-3'],
    ]);
  });

  it('a buyer is told once of an order that is ready, and once of one that leaves as a whole', async () => {
    const email = 'whole@example.com';
    const [ready, sent] = [await order(email), await order(email)];
    for (const placed of [ready, sent]) {
      await moveOrder(placed, 'confirmed');
      await moveOrder(placed, 'preparing');
    }
    await moveOrder(ready, 'ready');
    await moveOrder(sent, 'shipped');
    await mailbox.waitFor(email, `Order ${ready.number} is ready`);
    const [letter] = await mailbox.waitFor(email, `Order ${sent.number} is on its way`);
    expect(letter?.text).toContain(`1 × Product ${variant.productId}`);
    await untilTold(shop);
    const kinds = (await messagesTo(shop, email)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['orderPlaced', 'orderPlaced', 'orderReady', 'orderShipped']);
  });

  describe('staff are told of money that needs them', () => {
    const email = 'till@example.com';
    let placed: Placed;
    beforeAll(async () => {
      placed = await order('payer@example.com');
      await untilTold(shop);
      await tellStaff(shop, [email]);
    });
    afterAll(() => tellStaff(shop, []));

    it.each([
      ['payment.failed', { reason: 'card_declined' }, 'paymentFailed', ['USD 24.99', 'declined']],
      ['payment.late', { became: 'revived' }, 'lateMoney', ['USD 20.00', 'confirmed after all']],
      [
        'payment.late',
        { became: 'refunded', amountCaptured: 0 },
        'lateMoney',
        ['USD 24.99', 'goes back'],
      ],
      ['payment.review', { why: 'The amount is another.' }, 'paymentReview', ['is another']],
      [
        'payment.review',
        { provider: 'stripe', why: 'Of nothing.' },
        'paymentReview',
        ['Of nothing'],
      ],
      ['payment.disputed', { dispute: 'opened' }, 'paymentReview', ['disputed: opened']],
    ])('%s %j: %s', async (event, more, kind, says) => {
      const before = mailbox.to(email).length;
      const payment = {
        orderId: placed.documentId,
        method: 'stripe',
        currency: 'USD',
        amount: 2499,
        amountCaptured: 2000,
      };
      await shop.sql('INSERT INTO outbox (event, subject, payload) VALUES ($1, $2, $3)', [
        event,
        placed.documentId,
        JSON.stringify('provider' in more ? more : { ...payment, ...more }),
      ]);
      await until(() => mailbox.to(email).length > before, 'the mail');
      await untilTold(shop);
      const messages = await messagesTo(shop, email);
      expect(messages).toHaveLength(before + 1);
      expect(messages.at(-1)).toMatchObject({ kind, state: 'sent' });
      const told = mailbox.to(email).map(({ text }) => text);
      for (const text of says) expect(told).toContainEqual(expect.stringContaining(text));
    });
  });

  it('who leaves a cart is reminded once, where the shop wants that', async () => {
    const email = LEAVER;
    const [letter] = await mailbox.waitFor(email, 'cart');
    expect(letter?.text).toContain(`${FRONTEND_URL}/cart?share=`);
    expect(letter?.head).toMatch(/^List-Unsubscribe: /m);
    expect(await messagesTo(shop, email)).toMatchObject([{ kind: 'abandonedCart', state: 'sent' }]);
  });

  it('an administrator who forgot the password gets Strapi’s mail the same way', async () => {
    await call('POST', `${shop.url}/admin/forgot-password`, {
      body: { email: ADMINISTRATOR.email },
    });
    const [letter] = await mailbox.waitFor(ADMINISTRATOR.email, 'password');
    expect(letter?.text).toContain('code=');
  });
});
