import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storefrontRoutes as accountRoutes } from '../../src/plugins/accounts/server/routes/storefront';
import { storefrontRoutes as cartRoutes } from '../../src/plugins/cart/server/routes/storefront';
import { storefrontRoutes as noticeRoutes } from '../../src/plugins/notifications/server/routes/storefront';
import { storefrontRoutes as orderRoutes } from '../../src/plugins/orders/server/routes/storefront';
import { providerRoutes } from '../../src/plugins/payments/server/routes/providers';
import { storefrontRoutes as paymentRoutes } from '../../src/plugins/payments/server/routes/storefront';
import { storefrontRoutes as reviewRoutes } from '../../src/plugins/reviews/server/routes/storefront';
import { storefrontRoutes as searchRoutes } from '../../src/plugins/search/server/routes/storefront';
import { inboundRoutes } from '../../src/plugins/webhooks/server/routes/inbound';
import { Mailbox } from '../notifications/mailbox';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';

const PASSWORD = 'kahawa-chungu-7';
const OTHER = 'maji-moto-baridi-1';
const dataDir = mkdtempSync(join(tmpdir(), 'duka-repeated-'));
const mailbox = new Mailbox(dataDir);
let shop: TestShop;

beforeAll(async () => {
  const env = { ...WORKING, DUKA_DATA_DIR: dataDir, FRONTEND_URL: 'https://www.example.com' };
  shop = await createShop({ env });
});
afterAll(async () => {
  await shop.stop();
  rmSync(dataDir, { recursive: true });
});

/** A call that can be sent again as it was. */
function caller(method: string, path: string, body: object, token?: string) {
  const key = randomUUID();
  return (other: object = body, sent = token): Promise<HttpAnswer> =>
    call(method, `${shop.url}/api/auth${path}`, {
      body: other,
      headers: { 'Idempotency-Key': key, ...(sent === undefined ? {} : bearer(sent)) },
    });
}

async function register(name: string) {
  const email = `${name}@example.com`;
  const body = { email, password: PASSWORD, firstName: 'Amina', lastName: 'Otieno' };
  const { data } = (await call('POST', `${shop.url}/api/auth/register`, { body })).body;
  return { email, token: data.token as string };
}

const me = (token: string) =>
  call('GET', `${shop.url}/api/auth/me`, { headers: bearer(token) }).then(({ status }) => status);

const isReplay = ({ headers }: HttpAnswer) => headers.get('Idempotency-Replayed') === 'true';

async function mailedToken(email: string, subject: string): Promise<string> {
  const [letter] = await mailbox.waitFor(email, subject);
  const link = new URL(/https:\S+token=\S+/.exec(letter?.text ?? '')?.[0] ?? '');
  return link.searchParams.get('token') ?? '';
}

const notices = noticeRoutes.filter(([method]) => method !== 'GET');
/** What other systems call, with keys of their own where they have some. */
const foreign = [
  ...providerRoutes.map(([, path]) => `/api${path}`),
  ...inboundRoutes.map(([, path]) => path),
  ...notices.filter(([, , , body]) => body === 'raw').map(([, path]) => `/api${path}`),
];

const mutating = [
  ...accountRoutes,
  ...cartRoutes,
  ...notices.filter(([, , , body]) => body !== 'raw'),
  ...orderRoutes,
  ...paymentRoutes,
  ...reviewRoutes,
  ...searchRoutes,
].filter(([method]) => method !== 'GET');

test.each(['short', ''])('F-40 no mutating route takes the key %j', async (key) => {
  expect(mutating.length).toBeGreaterThan(40);
  const taken: string[] = [];
  for (const [method, pattern] of mutating) {
    const path = pattern.replace(/:\w+/g, 'x');
    const headers = { 'Idempotency-Key': key };
    const answer = await call(method, `${shop.url}/api${path}`, { headers, body: {} });
    const [status, code] = refusal(answer);
    if (status !== 400 || code !== 'IDEMPOTENCY_KEY_INVALID') taken.push(`${method} ${pattern}`);
  }
  expect(taken).toEqual([]);
});

test('no key keeps out what other systems send', async () => {
  expect(foreign.length).toBeGreaterThan(10);
  for (const pattern of foreign) {
    const path = pattern.replace(/:\w+/g, 'x');
    const answer = await call('POST', `${shop.url}${path}`, {
      headers: { 'Idempotency-Key': 'evt-1' },
      body: {},
    });
    expect([path, refusal(answer)[1]]).not.toEqual([path, 'IDEMPOTENCY_KEY_INVALID']);
  }
});

test('a repeated log-in is answered again, and another one under its key is refused', async () => {
  const { email } = await register('login');
  const logIn = caller('POST', '/login', { email, password: PASSWORD });
  const [first, again] = [await logIn(), await logIn()];
  expect([first.status, again.status, isReplay(first), isReplay(again)]).toEqual([
    200,
    200,
    false,
    true,
  ]);
  expect(await me(again.body.data.token as string)).toBe(200);
  expect(refusal(await logIn({ email, password: 'wrong-password' }))[0]).toBe(401);
  const spelled = await logIn({ email, password: PASSWORD, more: 'x' });
  expect(isReplay(spelled)).toBe(true);
});

test('a repeated log-out is answered though the session is over, and ends no other', async () => {
  const { email, token } = await register('logout');
  const second = (await caller('POST', '/login', { email, password: PASSWORD })()).body.data;
  const logOut = caller('POST', '/logout', {}, token);
  const [first, again] = [await logOut(), await logOut()];
  expect([first.body, isReplay(first)]).toEqual([{ data: { loggedOut: true }, meta: {} }, false]);
  expect([again.status, again.body, isReplay(again)]).toEqual([200, first.body, true]);
  expect(await me(token)).toBe(401);
  // The same key from another device is another call, and is not taken for this one.
  expect(refusal(await logOut({}, second.token as string))).toEqual([
    422,
    'IDEMPOTENCY_KEY_REUSED',
  ]);
  expect(await me(second.token as string)).toBe(200);
  const unkeyed = { headers: bearer(token), body: {} };
  expect((await call('POST', `${shop.url}/api/auth/logout`, unkeyed)).status).toBe(401);
});

test('a repeated change of the password signs in again, while that password holds', async () => {
  const { email, token } = await register('change');
  const body = { currentPassword: PASSWORD, password: OTHER, passwordConfirmation: OTHER };
  const change = caller('PUT', '/change-password', body, token);
  const [first, again] = [await change(), await change()];
  expect([first.status, again.status, isReplay(again)]).toEqual([200, 200, true]);
  expect(await me(again.body.data.token as string)).toBe(200);
  expect(refusal(await change({ ...body, currentPassword: 'another' }))).toEqual([
    422,
    'IDEMPOTENCY_KEY_REUSED',
  ]);
  const back = { currentPassword: OTHER, password: PASSWORD, passwordConfirmation: PASSWORD };
  const undo = caller('PUT', '/change-password', back, again.body.data.token as string);
  expect((await undo()).status).toBe(200);
  expect(refusal(await change())).toEqual([401, 'INVALID_CREDENTIALS']);
  expect((await caller('POST', '/login', { email, password: PASSWORD })()).status).toBe(200);
});

test('a repeated deletion of the account is answered though nobody is left', async () => {
  const { token } = await register('leaver');
  const leave = caller('DELETE', '/account', { password: PASSWORD }, token);
  expect(refusal(await leave({ password: 'wrong-password' }))).toEqual([
    401,
    'INVALID_CREDENTIALS',
  ]);
  const [first, again] = [await leave(), await leave()];
  expect(first.body.data).toEqual({ deleted: true });
  expect([again.status, again.body, isReplay(again)]).toEqual([200, first.body, true]);
  expect(refusal(await leave({ password: 'wrong-password' }))).toEqual([
    422,
    'IDEMPOTENCY_KEY_REUSED',
  ]);
});

test('what came by mail is used once, and its repeated call is answered', async () => {
  const { email } = await register('forgetful');
  const verify = caller('POST', '/verify-email', { token: await mailedToken(email, 'confirm') });
  expect([(await verify()).status, isReplay(await verify())]).toEqual([200, true]);

  const forgot = caller('POST', '/forgot-password', { email });
  expect([(await forgot()).status, isReplay(await forgot())]).toEqual([200, true]);
  const body = { token: await mailedToken(email, 'new password'), password: OTHER };
  const reset = caller('POST', '/reset-password', body);
  const [first, again] = [await reset(), await reset()];
  expect([first.status, isReplay(first)]).toEqual([200, false]);
  expect([again.status, again.body, isReplay(again)]).toEqual([200, first.body, true]);
  expect(refusal(await caller('POST', '/reset-password', body)())).toEqual([
    400,
    'MAIL_TOKEN_INVALID',
  ]);
  expect(mailbox.to(email).filter(({ subject }) => subject.includes('new password'))).toHaveLength(
    1,
  );
});

test('no password stands in what is kept of a call', async () => {
  const kept = await shop.sql<{ row: string }>(
    'SELECT to_jsonb(k)::text AS row FROM idempotency_keys k',
  );
  expect(kept.length).toBeGreaterThan(5);
  for (const { row } of kept) {
    expect(row).not.toMatch(/refreshToken|kahawa|maji/);
  }
});
