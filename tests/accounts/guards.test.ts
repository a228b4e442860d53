import { connect, endClients, refusalOf } from '../realtime/client';
import { newKey } from '../support/catalogue';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

const PASSWORD = 'kahawa-chungu-7';

async function register(url: string, email: string, password = PASSWORD) {
  const { status, body } = await call('POST', `${url}/api/auth/register`, {
    body: { email, password, firstName: 'Amina', lastName: 'Otieno' },
  });
  expect(status).toBe(201);
  return body.data as { token: string; refreshToken: string; user: { documentId: string } };
}

describe('with the usual settings', () => {
  let shop: TestShop;
  const api = (path: string) => `${shop.url}/api${path}`;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call('POST', api(path), { body, headers });

  beforeAll(async () => {
    shop = await createShop();
  });
  afterAll(() => shop.stop());

  it('sends who signs in by another site there, with a session that only they are given', async () => {
    await shop.sql(
      `UPDATE strapi_core_store_settings
          SET value = jsonb_set(value::jsonb, '{google}', (value::jsonb -> 'google')
                                || '{"enabled": true, "key": "a", "secret": "b"}')::text
        WHERE key = 'plugin_users-permissions_grant'`,
    );
    const sent = await fetch(api('/connect/google'), { redirect: 'manual' });
    expect([sent.status, sent.headers.get('Location')]).toEqual([
      302,
      expect.stringMatching(/^https:\/\/accounts\.google\.com\//),
    ]);
    expect(sent.headers.get('Set-Cookie')).toMatch(/^koa\.sess=.*httponly/i);
    for (const path of ['/cart', '/products', '/connect/github']) {
      expect((await fetch(api(path))).headers.get('Set-Cookie')).toBeNull();
    }
  });

  it('F-67 locks an account on Strapi’s own route too, by name and by address together', async () => {
    const account = { username: 'nyota', email: 'nyota@example.com', password: PASSWORD };
    expect((await post('/auth/local/register', account)).status).toBe(200);
    const guess = (identifier: string) =>
      post('/auth/local', { identifier, password: 'wrong-password' });
    for (let index = 0; index < 5; index += 1) {
      expect((await guess('nyota')).status).toBe(400);
      expect((await guess('Nyota@Example.com')).status).toBe(400);
    }
    expect((await guess('nyota')).body.error.details.code).toBe('ACCOUNT_LOCKED');
    const { email, password } = account;
    expect((await post('/auth/login', { email, password })).status).toBe(423);
    expect((await post('/auth/local', { identifier: 'nyota', password })).status).toBe(423);
  });

  it('counts anew after a right password', async () => {
    await register(shop.url, 'careless@example.com');
    const logIn = (password: string) =>
      post('/auth/login', { email: 'careless@example.com', password });
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 9; index += 1) expect((await logIn('wrong')).status).toBe(401);
      expect((await logIn(PASSWORD)).status).toBe(200);
    }
  });

  it('F-67 lets no right guess through among many at once', async () => {
    await register(shop.url, 'stuffed@example.com');
    const guesses = Array.from({ length: 40 }, (_, index) => (index < 39 ? 'wrong' : PASSWORD));
    const answers = await Promise.all(
      guesses.map((password) => post('/auth/login', { email: 'stuffed@example.com', password })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(0);
  });

  it('takes Strapi’s own log-in and its access token', async () => {
    await register(shop.url, 'classic@example.com');
    const body = { identifier: 'Classic@example.com', password: PASSWORD };
    const { status, body: session } = await post('/auth/local', body);
    expect(status).toBe(200);
    const me = await call('GET', api('/auth/me'), { headers: bearer(session.jwt) });
    expect(me.body.data.email).toBe('classic@example.com');
  });

  it('does not take a longer text for the password that it begins with', async () => {
    const password = 'ß'.repeat(36);
    await register(shop.url, 'long@example.com', password);
    const logIn = (given: string) =>
      post('/auth/login', { email: 'long@example.com', password: given });
    expect((await logIn(`${password}x`)).status).toBe(401);
    expect((await logIn(password)).status).toBe(200);
  });

  it.each([
    ['a common password', { password: 'password123' }, 'password'],
    ['a short password', { password: 'short' }, 'password'],
    ['the address of somebody else as a name', { username: 'victim@example.com' }, 'username'],
  ])('refuses %s on Strapi’s registration', async (_what, change, field) => {
    const account = { username: 'juma', email: 'juma@example.com', password: PASSWORD };
    const { status, body } = await post('/auth/local/register', { ...account, ...change });
    expect(status).toBe(400);
    expect(body.error.details.errors[0].path).toEqual([field]);
  });

  it('answers 409 and never 500 when Strapi’s registration races', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post('/auth/local/register', {
          username: `twin-${index}`,
          email: 'Twin@example.com',
          password: PASSWORD,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    answers
      .filter(({ status }) => status !== 200)
      .forEach(({ status }) => expect([400, 409]).toContain(status));
  });

  it('tells a user name that is taken, in capitals too, from an address', async () => {
    const signUp = (username: string, email: string) =>
      post('/auth/local/register', { username, email, password: PASSWORD });
    expect((await signUp('amani', 'amani@example.com')).status).toBe(200);
    const { status, body } = await signUp('AMANI', 'other@example.com');
    expect([status, body.error.details.code]).toEqual([409, 'USERNAME_TAKEN']);
  });

  it('F-78 does not tell by mail routes whether an account exists', async () => {
    await register(shop.url, 'known@example.com');
    for (const path of ['/auth/forgot-password', '/auth/send-email-confirmation']) {
      const known = await post(path, { email: 'known@example.com' });
      const unknown = await post(path, { email: 'other@example.com' });
      expect(known.status).toBe(200);
      expect(unknown.status).toBe(200);
      expect(Object.keys(known.body)).toEqual(Object.keys(unknown.body));
    }
  });

  it('F-66 ends a session for good, also while it is being refreshed', async () => {
    for (let round = 0; round < 5; round += 1) {
      const first = await register(shop.url, `leaving-${round}@example.com`);
      const [refreshed] = await Promise.all([
        post('/auth/refresh', { refreshToken: first.refreshToken }),
        post('/auth/logout', {}, bearer(first.token)),
      ]);
      if (refreshed.status !== 200) continue;
      const { token, refreshToken } = refreshed.body.data;
      expect((await call('GET', api('/auth/me'), { headers: bearer(token) })).status).toBe(401);
      expect((await post('/auth/refresh', { refreshToken })).status).toBe(401);
    }
  });

  it('F-64 refuses the token of an account that is gone', async () => {
    const { token } = await register(shop.url, 'gone@example.com');
    await shop.sql(`DELETE FROM up_users WHERE email = 'gone@example.com'`);
    expect((await call('GET', api('/auth/me'), { headers: bearer(token) })).status).toBe(401);
    expect((await call('GET', api('/users/me'), { headers: bearer(token) })).status).toBe(401);
  });

  it('F-61 F-63 shows a customer nobody else and changes nothing by Strapi’s user routes', async () => {
    const { token } = await register(shop.url, 'nosy@example.com');
    const headers = bearer(token);
    const me = await call('GET', api('/users/me'), { headers });
    expect(me.status).toBe(200);
    expect(JSON.stringify(me.body)).not.toMatch(/password|Token|\$2/);
    for (const path of ['/users', '/users/1', '/users/count']) {
      expect((await call('GET', api(path), { headers })).status).toBe(403);
      expect((await call('GET', api(path))).status).toBe(403);
    }
    const rise = await call('PUT', api(`/users/${me.body.id}`), { headers, body: { role: 2 } });
    expect(rise.status).toBe(403);
  });

  it('counts guesses of the current password like log-ins', async () => {
    const { token } = await register(shop.url, 'hijacked@example.com');
    const change = (currentPassword: string) =>
      call('PUT', api('/auth/change-password'), {
        body: { currentPassword, password: 'another-good-one-8' },
        headers: bearer(token),
      });
    for (let index = 0; index < 10; index += 1) expect((await change('no')).status).toBe(401);
    expect((await change(PASSWORD)).status).toBe(423);
  });
});

describe('with rate limits', () => {
  let shop: TestShop;
  const logIn = (headers: Record<string, string> = {}, path = '/auth/login') =>
    call('POST', `${shop.url}/api${path}`, {
      body: { email: `${Math.random()}@example.com`, identifier: 'a', password: 'wrong' },
      headers,
    });
  const isTooMuch = (refused: HttpAnswer) => {
    expect(refusal(refused)).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  describe('and nothing in front', () => {
    beforeAll(async () => {
      shop = await createShop({ env: { DUKA_RATE_LIMITS: 'on' } });
    });
    afterAll(() => shop.stop());

    it('F-67 refuses the eleventh log-in of a minute on any route, whatever a header says', async () => {
      for (let index = 0; index < 10; index += 1) {
        const spoofed = { 'X-Forwarded-For': `10.0.0.${index}` };
        const path = index % 2 ? '/auth/login' : '/auth/local';
        expect((await logIn(spoofed, path)).status).toBeLessThan(402);
      }
      for (const path of ['/auth/login', '/auth/login/', '/AUTH/login', '/v1/auth/login']) {
        const refused = await logIn({ 'X-Forwarded-For': '10.1.1.1' }, path);
        if (refused.status === 404) continue;
        isTooMuch(refused);
      }
      expect((await logIn({}, '/auth/local')).status).toBe(429);
    });
  });

  describe('behind a proxy', () => {
    beforeAll(async () => {
      shop = await createShop({
        env: {
          DUKA_RATE_LIMITS: 'on',
          PROXY: 'on',
          DUKA_LOG_INS_PER_MINUTE: '2',
          DUKA_REGISTRATIONS_PER_HOUR: '2',
          DUKA_NEW_CARTS_PER_MINUTE: '2',
          DUKA_SOCKETS_PER_ADDRESS: '2',
        },
      });
    });
    afterAll(() => shop.stop());
    afterEach(endClients);

    it('F-67 counts by the address that the proxy saw, on both routes of registration', async () => {
      const from = (forwarded: string) => logIn({ 'X-Forwarded-For': forwarded });
      expect((await from('1.1.1.1, 9.9.9.9')).status).toBe(401);
      expect((await from('2.2.2.2, 9.9.9.9')).status).toBe(401);
      expect((await from('3.3.3.3, 9.9.9.9')).status).toBe(429);
      expect((await from('3.3.3.3, 8.8.8.8')).status).toBe(401);

      await register(shop.url, 'one@example.com');
      await register(shop.url, 'two@example.com');
      const third = await call('POST', `${shop.url}/api/auth/local/register`, {
        body: { username: 'three', email: 'three@example.com', password: PASSWORD },
      });
      expect(third.status).toBe(429);
    });

    it('an address makes so many carts a minute, and goes on with those that it has', async () => {
      const put = (headers: Record<string, string>) =>
        call('PUT', `${shop.url}/api/cart`, { headers, body: { email: 'a@example.com' } });
      const one = { 'X-Forwarded-For': '9.9.9.1', ...newKey() };
      const first = await put(one);
      expect(first.status).toBe(200);
      expect((await put({ ...one, ...newKey() })).status).toBe(200);
      isTooMuch(await put({ ...one, ...newKey() }));
      const token = first.body.data.token as string;
      expect((await put({ ...one, ...newKey(), 'X-Cart-Token': token })).status).toBe(200);
      expect((await put({ 'X-Forwarded-For': '9.9.9.2' })).status).toBe(200);
    });

    it('an address has so many sockets, and another one when one of them ends', async () => {
      const one = { 'X-Forwarded-For': '9.9.9.1' };
      const [first] = [await connect(shop.url, {}, one), await connect(shop.url, {}, one)];
      await refusalOf(shop.url, {}, one);
      await connect(shop.url, {}, { 'X-Forwarded-For': '9.9.9.2' });
      first.socket.disconnect();
      await until(
        () =>
          connect(shop.url, {}, one).then(
            () => true,
            () => false,
          ),
        'the place of the one that has ended',
      );
      await refusalOf(shop.url, {}, one);
    });
  });
});
