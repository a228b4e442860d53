import { sign } from 'node:crypto';
import { API_KEY, PRIVATE_KEY, PUBLIC_KEY } from '../../emulators/sendgrid/settings';
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
import { lookAtStock, messagesTo } from './history';

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
afterEach(async () => {
  await sendgrid.clearFaults();
  await sendgrid.set({ tells: 'delivery', lists: true });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call('POST', `${shop.url}/api${path}`, { body, headers });
const order = (email: string) => placeOrder(shop, [{ variant, store }], { email });
const takenFor = async (email: string) =>
  ((await sendgrid.tell('GET', 'mails')) as Taken[]).filter(({ to }) => to === email);
const stateOf = async (email: string) => (await messagesTo(shop, email))[0]?.state;

/** The next try at once, instead of waiting for it. */
const hurry = () =>
  shop.sql(
    `UPDATE jobs SET due_at = now(), offer_at = now()
      WHERE name = 'notifications.send' AND state = 'waiting' AND due_at > now()`,
  );

/** Seconds until the next try of the message to somebody; undefined where none is queued. */
const nextTryOf = async (email: string) => {
  const [job] = await shop.sql<{ seconds: number }>(
    `SELECT extract(epoch FROM jobs.due_at - now())::float8 AS seconds
       FROM jobs JOIN notification_messages message
         ON message.document_id = jobs.payload ->> 'id'
      WHERE jobs.name = 'notifications.send' AND jobs.state = 'waiting' AND jobs.due_at > now()
        AND message.recipient = $1`,
    [email],
  );
  return job?.seconds;
};

/** Posts events as SendGrid would, signed. */
const tellEvents = (events: readonly unknown[]) => {
  const body = JSON.stringify(events);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = sign('sha256', Buffer.from(timestamp + body), PRIVATE_KEY).toString('base64');
  return fetch(`${shop.url}/api/notifications/sendgrid/events`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Twilio-Email-Event-Webhook-Signature': signature,
      'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
    },
    body,
  });
};

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
});

it('a doubt is not forgotten over what comes after it', async () => {
  const email = 'doubtful@example.com';
  await sendgrid.set({ tells: 'nothing' });
  await sendgrid.fault(
    { on: 'mail.send', do: 'error_after' },
    { on: 'mail.send', do: 'reply', status: 429, body: { errors: [] } },
    { on: 'messages.list', do: 'error' },
  );
  await order(email);
  await until(async () => (await takenFor(email)).length === 1, 'the mail that is not answered');
  await until(async () => (await nextTryOf(email)) !== undefined, 'the next try');
  // Lists and events lag behind what was taken.
  expect(await nextTryOf(email)).toBeGreaterThan(50);
  await reaches(email, 'sent');
  expect(await takenFor(email)).toHaveLength(1);
});

it('where nobody can be asked, a mail that may have come is sent twice more and then left to staff', async () => {
  const email = 'unknowable@example.com';
  await sendgrid.set({ tells: 'nothing', lists: false });
  await sendgrid.fault({ on: 'mail.send', do: 'error_after', times: null });
  await order(email);
  await reaches(email, 'failed');
  expect((await messagesTo(shop, email))[0]?.error).toMatch(/^unanswered: /);
  expect(await takenFor(email)).toHaveLength(3);

  await sendgrid.clearFaults();
  const [row] = await shop.sql<{ document_id: string }>(
    'SELECT document_id FROM notification_messages WHERE recipient = $1',
    [email],
  );
  const admin = { ...bearer(await shop.adminToken()), ...newKey() };
  expect((await post(`/admin/messages/${row?.document_id}/resend`, {}, admin)).status).toBe(202);
  await reaches(email, 'sent');
  expect(await takenFor(email)).toHaveLength(4);
});

it('a mail that was taken is not sent again because it could not be noted at once', async () => {
  const email = 'noted.late@example.com';
  await sendgrid.set({ tells: 'nothing', lists: false });
  // A sequence counts what is rolled back, too.
  await shop.sql('CREATE SEQUENCE refused_notes');
  await shop.sql(
    `CREATE FUNCTION refuse_notes() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'refused for the % time', nextval('refused_notes'); END $$`,
  );
  await shop.sql(
    `CREATE TRIGGER refuse_notes BEFORE UPDATE ON notification_messages FOR EACH ROW
       WHEN (OLD.state = 'sending' AND NEW.state = 'sent' AND NEW.recipient = '${email}')
       EXECUTE FUNCTION refuse_notes()`,
  );
  await order(email);
  await until(
    async () => (await shop.sql('SELECT FROM refused_notes WHERE is_called')).length > 0,
    'a note that failed',
  );
  await shop.sql('DROP FUNCTION refuse_notes CASCADE');
  await reaches(email, 'sent');
  expect(await messagesTo(shop, email)).toMatchObject([{ attempts: 1, error: null }]);
  expect(await takenFor(email)).toHaveLength(1);
});

it('a provider that asks for a pause gets it', async () => {
  const email = 'patient@example.com';
  await sendgrid.fault({
    on: 'mail.send',
    do: 'reply',
    status: 429,
    body: { errors: [] },
    headers: { 'X-RateLimit-Reset': String(Math.floor(Date.now() / 1000) + 3_600) },
  });
  await order(email);
  await until(async () => (await nextTryOf(email)) !== undefined, 'the next try');
  expect(await nextTryOf(email)).toBeGreaterThan(3_400);
  await reaches(email, 'sent', 'delivered');
  expect(await takenFor(email)).toHaveLength(1);
});

it('a message that another has waits for the end of its time, and that is no try', async () => {
  const email = 'left@example.com';
  await order(email);
  await reaches(email, 'delivered');
  const [left] = await shop.sql<{ document_id: string }>(
    `UPDATE notification_messages SET state = 'sending', lease_until = now() + interval '1 hour'
      WHERE recipient = $1 RETURNING document_id`,
    [email],
  );
  await shop.sql(
    `INSERT INTO jobs (name, payload)
     SELECT 'notifications.send', jsonb_build_object('id', $1::text)`,
    [left?.document_id],
  );
  await until(async () => ((await nextTryOf(email)) ?? 0) > 3_000, 'a job at the end of its time');
  expect(await messagesTo(shop, email)).toMatchObject([{ state: 'sending', attempts: 1 }]);
  // Its sender is dead: SendGrid is asked, and has the mail.
  await shop.sql('UPDATE notification_messages SET lease_until = now() WHERE recipient = $1', [
    email,
  ]);
  await reaches(email, 'sent');
  expect(await takenFor(email)).toHaveLength(1);
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

it('an event that is not understood keeps no other from being heard', async () => {
  const [named, unnamed] = ['named@example.com', 'unnamed@example.com'];
  await sendgrid.set({ tells: 'nothing' });
  await order(named);
  await order(unnamed);
  await reaches(named, 'sent');
  await reaches(unnamed, 'sent');
  const [first] = await takenFor(named);
  const [second] = await takenFor(unnamed);
  const events = [
    { event: 'delivered', email: named, duka_message: first?.customArgs.duka_message },
    { event: 'deferred', sg_event_id: 'r1', reason: null, email: named },
    { event: 'open', sg_event_id: null },
    { something: 'else' },
    'nonsense',
    {
      event: 'bounce',
      type: 'bounce',
      sg_event_id: 'r2',
      sg_message_id: `${second?.id}.recvd-7c8d-1.0`,
      reason: `550 ${'no such user '.repeat(300)}`,
      email: unnamed,
    },
  ];
  const seen = async () =>
    (await shop.sql<{ seen: number }>('SELECT count(*)::int AS seen FROM sendgrid_events'))[0]
      ?.seen;
  const before = (await seen()) ?? 0;
  expect((await tellEvents(events)).status).toBeLessThan(300);
  expect([await stateOf(named), await stateOf(unnamed)]).toEqual(['delivered', 'bounced']);
  expect(await seen()).toBe(before + 4);
  expect((await tellEvents(events)).status).toBeLessThan(300);
  expect(await seen()).toBe(before + 4);
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
  await lookAtStock(shop);
  await until(async () => (await messagesTo(shop, email)).length === 2, 'the second message');
  expect((await messagesTo(shop, email))[1]).toMatchObject({
    kind: 'backInStock',
    state: 'suppressed',
  });
  await order(email);
  await until(async () => (await takenFor(email)).length === 2, 'the mail about the order');
});
