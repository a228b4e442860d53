import { API_KEY, PUBLIC_KEY } from '../../emulators/sendgrid/settings';
import { placeOrder } from '../orders/orders';
import {
  countStock,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { EmulatorProcess } from '../support/emulators';
import { bearer, call } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { messagesTo } from './history';

/** A mail as SendGrid has taken it. */
interface Taken {
  id: string;
  to: string;
  subject: string;
  customArgs: Record<string, string>;
}

let sendgrid: EmulatorProcess;
let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  sendgrid = await EmulatorProcess.start('sendgrid');
  shop = await createShop({
    env: {
      ...WORKING,
      FROM_EMAIL: 'shop@example.com',
      SENDGRID_API_KEY: API_KEY,
      SENDGRID_BASE_URL: sendgrid.url,
      SENDGRID_WEBHOOK_PUBLIC_KEY: PUBLIC_KEY,
    },
  });
  const webhookUrl = `${shop.url}/api/notifications/sendgrid/events`;
  await sendgrid.set({ webhookUrl, retryMs: 100 });
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 100);
});
afterAll(async () => {
  await shop.stop();
  await sendgrid.stop();
});
afterEach(() => sendgrid.clearFaults());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call('POST', `${shop.url}/api${path}`, { body, headers });
const order = (email: string) => placeOrder(shop, [{ variant, store }], { email });
const takenFor = async (email: string) =>
  ((await sendgrid.tell('GET', 'mails')) as Taken[]).filter(({ to }) => to === email);
const stateOf = async (email: string) => (await messagesTo(shop, email))[0]?.state;

/** The next try at once, instead of waiting for it, and as if there had not been many. */
const hurry = () =>
  shop.sql(
    `UPDATE jobs SET due_at = now(), offer_at = now(), attempts = least(attempts, 2)
      WHERE name = 'notifications.send' AND state = 'waiting' AND due_at > now()`,
  );

/** Waits until an address's first message is in one of these states, without the pauses between tries. */
const reaches = (email: string, ...states: readonly string[]) =>
  until(
    async () => {
      await hurry();
      return states.includes((await stateOf(email)) ?? '');
    },
    `${email}: ${states.join(' or ')}`,
  );

it('a mail is sent, and its events tell what became of it', async () => {
  const placed = await order('sg@example.com');
  await reaches('sg@example.com', 'delivered');
  const [mail] = await takenFor('sg@example.com');
  expect(mail).toMatchObject({ from: 'Duka <shop@example.com>' });
  expect(mail?.subject).toContain(placed.number);
  expect(mail?.customArgs.duka_message).toEqual(expect.any(String));

  // A late word of an earlier state takes nothing back, and the same event counts once.
  await sendgrid.tell('POST', `mails/${mail?.id}/tell/processed`);
  const [last] = (await sendgrid.messages()).slice(-1);
  await sendgrid.resend(last?.number ?? 0);
  expect(await stateOf('sg@example.com')).toBe('delivered');
  const repeated = JSON.parse(last?.body ?? '[]') as { sg_event_id: string }[];
  const [events] = await shop.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM sendgrid_events WHERE event_id = $1',
    [repeated[0]?.sg_event_id],
  );
  expect(events).toEqual({ count: 1 });
});

it('a refusal for now is tried again; an answer that was lost sends nothing twice', async () => {
  await sendgrid.fault(
    { on: 'mail.send', do: 'reply', status: 429, body: { errors: [{ message: 'too many' }] } },
    { on: 'mail.send', do: 'error_after' },
    { on: 'mail.send', do: 'drop' },
  );
  // One at a time, so that each meets its fault first.
  for (const email of ['f1@example.com', 'f2@example.com']) {
    await order(email);
    await until(
      async () => ((await messagesTo(shop, email))[0]?.attempts ?? 0) > 0,
      `a try: ${email}`,
    );
    await reaches(email, 'sent', 'delivered');
    expect(await takenFor(email)).toHaveLength(1);
  }
});

it('a mail that nobody tells of is asked about before it is sent again', async () => {
  await sendgrid.set({ tells: 'nothing' });
  await sendgrid.fault({ on: 'mail.send', do: 'error_after' });
  await order('silent@example.com');
  await reaches('silent@example.com', 'sent');
  expect(await takenFor('silent@example.com')).toHaveLength(1);
  await sendgrid.set({ tells: 'delivery' });
});

it('a mail that SendGrid refuses for good has failed, and staff may send it again', async () => {
  await sendgrid.fault({ on: 'mail.send', do: 'reply', status: 400, body: { errors: [] } });
  await order('refused@example.com');
  await until(async () => (await stateOf('refused@example.com')) === 'failed', 'the refusal');
  const [row] = await shop.sql<{ document_id: string }>(
    `SELECT document_id FROM notification_messages WHERE recipient = 'refused@example.com'`,
  );
  const admin = { ...bearer(await shop.adminToken()), ...newKey() };
  const path = `/admin/messages/${row?.document_id}/resend`;
  expect((await post(path, {})).status).toBe(401);
  expect((await post(path, {}, admin)).status).toBe(202);
  await reaches('refused@example.com', 'delivered');
  const again = await post(path, {}, { ...admin, ...newKey() });
  expect(again.body.error.details.code).toBe('ILLEGAL_TRANSITION');
});

it('events that SendGrid has not signed are refused', async () => {
  await sendgrid.set({ retries: 0 });
  const [mail] = await takenFor('sg@example.com');
  await sendgrid.fault({ on: 'event', do: 'forged' });
  await sendgrid.tell('POST', `mails/${mail?.id}/tell/bounce`);
  expect((await sendgrid.messages()).at(-1)?.statuses).toEqual([400]);
  const bare = await post('/notifications/sendgrid/events', [{ event: 'bounce' }]);
  expect(bare.body.error.details.code).toBe('INVALID_SIGNATURE');
  expect(await stateOf('sg@example.com')).toBe('delivered');
});

it('an address that bounces gets no marketing, and mails about orders as ever', async () => {
  await order('bouncing@example.com');
  await reaches('bouncing@example.com', 'delivered');
  const [mail] = await takenFor('bouncing@example.com');
  await sendgrid.tell('POST', `mails/${mail?.id}/tell/bounce`);
  expect(await stateOf('bouncing@example.com')).toBe('bounced');
  const scarce = await makeVariant(shop);
  await stock(shop, store, scarce, 0);
  const email = 'bouncing@example.com';
  await post('/notifications/back-in-stock', { sku: scarce.sku, email });
  await countStock(shop, store, scarce, 3);
  await until(async () => (await messagesTo(shop, email)).length === 2, 'the second message');
  expect((await messagesTo(shop, email))[1]).toMatchObject({
    kind: 'backInStock',
    state: 'suppressed',
  });
  await order(email);
  await until(async () => (await takenFor(email)).length === 2, 'the mail about the order');
});
