import { bearer, call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

const AMINA = {
  email: 'Amina@Example.com ',
  password: 'kahawa-chungu-7',
  firstName: 'Amina',
  lastName: 'Otieno',
  phone: '+254 700 000 001',
};
let shop: TestShop;
const api = (path: string) => `${shop.url}/api${path}`;
const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  call('POST', api(path), { body, ...(headers ? { headers } : {}) });
const register = (email: string) =>
  post('/auth/register', { ...AMINA, email }).then(({ status, body }) => {
    expect(status).toBe(201);
    return body.data as { token: string; refreshToken: string };
  });

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('an account', () => {
  it('is opened, read, changed and left', async () => {
    const opened = await post('/auth/register', AMINA);
    expect(opened.status).toBe(201);
    expect(opened.body.data.user).toMatchObject({
      email: 'amina@example.com',
      firstName: 'Amina',
      phone: '+254700000001',
    });
    expect(JSON.stringify(opened.body)).not.toContain('$2');
    const { token } = opened.body.data;

    const profile = await call('GET', api('/auth/me'), { headers: bearer(token) });
    expect(profile.body.data).toEqual(opened.body.data.user);
    const changed = await call('PUT', api('/auth/profile'), {
      body: { lastName: 'Wanjiru', phone: null },
      headers: bearer(token),
    });
    expect(changed.body.data).toMatchObject({ lastName: 'Wanjiru', phone: null });

    expect((await post('/auth/logout', {}, bearer(token))).status).toBe(200);
    expect((await call('GET', api('/auth/me'), { headers: bearer(token) })).status).toBe(401);
    expect((await call('GET', api('/users/me'), { headers: bearer(token) })).status).toBe(401);
  });

  it('F-59 is one an address, twenty at once and on either route', async () => {
    const body = { ...AMINA, email: 'race@example.com' };
    const answers = await Promise.all([
      ...Array.from({ length: 15 }, () => post('/auth/register', body)),
      ...Array.from({ length: 5 }, (_, index) =>
        post('/auth/local/register', {
          username: `race-${index}`,
          email: 'RACE@example.com',
          password: AMINA.password,
        }),
      ),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status < 300)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toHaveLength(0);
    const ours = answers.slice(0, 15).filter(({ status }) => status !== 201);
    ours.forEach(({ body: refused }) => expect(refused.error.details.code).toBe('EMAIL_TAKEN'));
    const [{ count }] = (await shop.sql<{ count: number }>(
      `SELECT count(*) FROM up_users WHERE lower(email) = 'race@example.com'`,
    )) as [{ count: number }];
    expect(count).toBe(1);
  });

  it('F-63 takes nothing that it is not asked for', async () => {
    const more = { role: 1, confirmed: true, blocked: false, provider: 'x', documentId: 'mine' };
    for (const [field, value] of Object.entries(more)) {
      const answer = await post('/auth/register', {
        ...AMINA,
        email: 'mass@example.com',
        [field]: value,
      });
      expect(answer.status).toBe(400);
    }
    const { token } = await register('mass@example.com');
    const answer = await call('PUT', api('/auth/profile'), {
      body: { email: 'other@example.com' },
      headers: bearer(token),
    });
    expect(answer.status).toBe(400);
  });

  it.each([
    ['email', 'nobody'],
    ['email', 'a@b\nBcc: c@d.example'],
    ['password', 'short'],
    ['password', 'x'.repeat(73)],
    ['password', 'Password123'],
    ['firstName', ''],
    ['firstName', 'a\u0000b'],
    ['phone', 'a\u0000b'],
    ['phone', 254712345678],
  ])('F-59 refuses %s %j and names the field', async (field, value) => {
    const { status, body } = await post('/auth/register', { ...AMINA, [field]: value });
    expect(status).toBe(400);
    expect(body.error.details.errors[0].path).toEqual([field]);
  });

  it('has a telephone number of the shop’s country where none is written', async () => {
    const local = { ...AMINA, email: 'local@example.com', phone: '0712 345 678' };
    await shop.sql(`UPDATE shop_settings SET country = 'KE'`);
    const { user, token } = (await post('/auth/register', local)).body.data;
    expect(user.phone).toBe('+254712345678');
    const change = (phone: string | null) =>
      call('PUT', api('/auth/profile'), { body: { phone }, headers: bearer(token) });
    expect((await change('254 700 000 002')).body.data.phone).toBe('+254700000002');
    expect((await change('+44 20 7946 0000')).body.data.phone).toBe('+442079460000');
    expect((await change(null)).body.data.phone).toBeNull();
    await shop.sql('UPDATE shop_settings SET country = NULL');
  });

  it('has a telephone number as it was written where it cannot be read, and none where it is empty', async () => {
    const registered = async (email: string, phone: string | null) => {
      const { status, body } = await post('/auth/register', { ...AMINA, email, phone });
      expect(status).toBe(201);
      return body.data as { user: { phone: string | null }; token: string };
    };
    const { user, token } = await registered('written@example.com', ' 0712 345 678 ');
    expect(user.phone).toBe('0712 345 678');
    for (const [turn, none] of ['', ' ', null].entries()) {
      expect((await registered(`none${turn}@example.com`, none)).user.phone).toBeNull();
      const changes = [{ phone: '020 123 ext 4' }, { phone: none }];
      const phones = [];
      for (const body of changes) {
        const changed = await call('PUT', api('/auth/profile'), { body, headers: bearer(token) });
        phones.push([changed.status, changed.body.data?.phone]);
      }
      expect(phones).toEqual([
        [200, '020 123 ext 4'],
        [200, null],
      ]);
    }
  });

  it('answers a repeated registration with the same account', async () => {
    const headers = { 'Idempotency-Key': 'register-0123456789' };
    const body = { ...AMINA, email: 'twice@example.com' };
    const first = await post('/auth/register', body, headers);
    const second = await post('/auth/register', body, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.data.user).toEqual(first.body.data.user);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });
});

describe('signing in', () => {
  it('F-67 gives one answer for unknown and wrong, and locks both after ten failures', async () => {
    await register('locked@example.com');
    for (const email of ['locked@example.com', 'unknown@example.com']) {
      const tries = [];
      for (let index = 0; index < 11; index += 1) {
        tries.push(await post('/auth/login', { email, password: 'wrong-password' }));
      }
      const codes = tries.map(({ body }) => body.error.details.code);
      expect(codes).toEqual([...Array<string>(10).fill('INVALID_CREDENTIALS'), 'ACCOUNT_LOCKED']);
      expect(Number(tries[10]?.headers.get('retry-after'))).toBeGreaterThan(800);
    }
    const right = await post('/auth/login', {
      email: 'locked@example.com',
      password: AMINA.password,
    });
    expect(right.status).toBe(423);
  });

  it('F-66 refuses a blocked customer at once, signed in or not', async () => {
    const { token } = await register('blocked@example.com');
    await shop.sql(`UPDATE up_users SET blocked = true WHERE email = 'blocked@example.com'`);
    expect((await call('GET', api('/auth/me'), { headers: bearer(token) })).status).toBe(401);
    const credentials = { email: 'blocked@example.com', password: AMINA.password };
    expect((await post('/auth/login', credentials)).status).toBe(401);
  });

  it('F-66 ends other sessions when the password changes', async () => {
    const first = await register('change@example.com');
    const credentials = { email: 'change@example.com', password: AMINA.password };
    const second = (await post('/auth/login', credentials)).body.data;
    const change = (currentPassword: string, passwordConfirmation = 'another-good-one-8') =>
      call('PUT', api('/auth/change-password'), {
        body: { currentPassword, password: 'another-good-one-8', passwordConfirmation },
        headers: bearer(second.token),
      });
    expect((await change('not-it')).status).toBe(401);
    const slip = await change(AMINA.password, 'another-good-one-9');
    expect(slip.body.error.details.errors[0].path).toEqual(['passwordConfirmation']);
    const changed = await change(AMINA.password);
    expect(changed.status).toBe(200);
    for (const { token } of [first, second]) {
      expect((await call('GET', api('/auth/me'), { headers: bearer(token) })).status).toBe(401);
    }
    const own = await call('GET', api('/auth/me'), { headers: bearer(changed.body.data.token) });
    expect(own.status).toBe(200);
    expect((await post('/auth/login', credentials)).status).toBe(401);
  });

  it.each([
    ['no token at all', ''],
    ['another scheme', 'Basic abc'],
    ['alg none', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['rubbish', 'Bearer abc'],
  ])('F-64 is 401 for %s', async (_what, header) => {
    const headers: Record<string, string> = header === '' ? {} : { Authorization: header };
    expect((await call('GET', api('/auth/me'), { headers })).status).toBe(401);
  });

  it('F-64 does not take a refresh token for an access token', async () => {
    const { refreshToken } = await register('mixed@example.com');
    const headers = bearer(refreshToken);
    expect((await call('GET', api('/auth/me'), { headers })).status).toBe(401);
  });
});

describe('refreshing', () => {
  it.each(['/auth/refresh', '/auth/refresh-token'])('gives a new pair on %s', async (path) => {
    const { refreshToken } = await register(`fresh${path.length}@example.com`);
    const { status, body } = await post(path, { refreshToken });
    expect(status).toBe(200);
    const headers = bearer(body.data.token);
    expect((await call('GET', api('/auth/me'), { headers })).status).toBe(200);
  });

  it('F-65 ends the whole family when a spent token comes again', async () => {
    const first = await register('family@example.com');
    const second = (await post('/auth/refresh', first)).body.data;
    const third = (await post('/auth/refresh', { refreshToken: second.refreshToken })).body.data;
    const again = await post('/auth/refresh', { refreshToken: first.refreshToken });
    expect(again.status).toBe(401);
    expect((await post('/auth/refresh', { refreshToken: third.refreshToken })).status).toBe(401);
    const headers = bearer(third.token);
    expect((await call('GET', api('/auth/me'), { headers })).status).toBe(401);
  });

  it('F-65 lets at most one of ten at once have a child, in two servers', async () => {
    const other = await shop.secondServer();
    const { refreshToken } = await register('rotate@example.com');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        call('POST', `${index % 2 ? other.url : shop.url}/api/auth/refresh`, {
          body: { refreshToken },
        }),
      ),
    );
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
  });

  it.each([
    ['a forged signature', (token: string) => `${token.slice(0, -4)}AAAA`],
    ['rubbish', () => 'a.b.c'],
  ])('refuses %s', async (_what, forge) => {
    const { refreshToken } = await register(`forged${forge.length}@example.com`);
    expect((await post('/auth/refresh', { refreshToken: forge(refreshToken) })).status).toBe(401);
    expect((await post('/auth/refresh', { refreshToken })).status).toBe(200);
  });
});

describe('addresses', () => {
  const HOME = {
    firstName: 'Amina',
    lastName: 'Otieno',
    phone: '+254700000001',
    line1: 'Moi Avenue 1',
    city: 'Nairobi',
    postalCode: '00100',
    country: 'KE',
  };

  it('F-61 are kept, changed and taken away by their owner alone', async () => {
    const own = bearer((await register('home@example.com')).token);
    const stranger = bearer((await register('stranger@example.com')).token);
    const created = await post('/users/me/addresses', HOME, own);
    expect(created.status).toBe(201);
    const { documentId } = created.body.data;
    const path = api(`/users/me/addresses/${documentId}`);

    expect((await call('GET', path, { headers: stranger })).status).toBe(404);
    const theft = await call('PUT', path, { body: HOME, headers: stranger });
    expect(theft.status).toBe(404);
    expect((await call('DELETE', path, { headers: stranger })).status).toBe(404);
    expect((await call('GET', path)).status).toBe(401);

    const changed = await call('PUT', path, { body: { ...HOME, city: 'Kisumu' }, headers: own });
    expect(changed.body.data).toMatchObject({ documentId, city: 'Kisumu' });
    const list = await call('GET', api('/users/me/addresses'), { headers: own });
    expect(list.body.data).toHaveLength(1);
    expect((await call('DELETE', path, { headers: own })).status).toBe(200);
    expect((await call('GET', path, { headers: own })).status).toBe(404);
  });

  it('are changed in part, and taken as they were read', async () => {
    const own = bearer((await register('part@example.com')).token);
    const left = { line2: '', region: ' ', phone: '' };
    const bare = await post('/users/me/addresses', { ...HOME, ...left }, own);
    expect(bare.body.data).toMatchObject({ line2: null, region: null, phone: null });
    const created = await post('/users/me/addresses', { ...HOME, line2: 'Flat 2' }, own);
    const path = api(`/users/me/addresses/${created.body.data.documentId}`);
    const change = (body: object) => call('PUT', path, { body, headers: own });
    const moved = await change({ city: 'Kisumu' });
    expect([moved.status, moved.body.data]).toEqual([
      200,
      { ...created.body.data, city: 'Kisumu' },
    ]);
    const asRead = await change({ ...moved.body.data, line2: null, createdAt: '2026-01-01' });
    expect([asRead.status, asRead.body.data]).toEqual([200, { ...moved.body.data, line2: null }]);
    for (const [body, field] of [
      [{ town: 'Kisumu' }, 'town'],
      [{ city: null }, 'city'],
      [{ country: 'Kenya' }, 'country'],
    ] as const) {
      const refused = await change(body);
      expect([refused.status, refused.body.error?.details.errors[0].path]).toEqual([400, [field]]);
    }
    expect((await call('GET', path, { headers: own })).body.data).toEqual(asRead.body.data);
  });

  it('name the field that is wrong', async () => {
    const own = bearer((await register('wrong@example.com')).token);
    const { status, body } = await post('/users/me/addresses', { ...HOME, country: 'Kenya' }, own);
    expect(status).toBe(400);
    expect(body.error.details.errors[0].path).toEqual(['country']);
  });

  it('of another account are not there', async () => {
    const own = bearer((await register('curious@example.com')).token);
    const answer = await call('GET', api('/users/1/addresses'), { headers: own });
    expect(answer.status).toBe(404);
  });
});

describe('staff', () => {
  it('have the roles that a shop starts with', async () => {
    const { body } = await call('GET', `${shop.url}/admin/roles`, {
      headers: bearer(await shop.adminToken()),
    });
    const codes = body.data.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'duka-merchandiser',
        'duka-store-manager',
        'duka-support',
        'duka-finance',
      ]),
    );
  });
});
