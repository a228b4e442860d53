import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOrder } from '../orders/orders';
import { guestWith, makeStore, makeVariant, stock } from '../support/catalogue';
import { call, bearer } from '../support/http';
import { LOGS, ROOT } from '../support/paths';
import { preloading } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { SentryStandIn } from './sentry';

const TOKEN = 'ops-token';
const SECRET_IN_QUERY = 'a-secret-in-a-query';
const FOREIGN_ID = 'checkout-4711:a/b';

let shop: TestShop;
let sentry: SentryStandIn;

beforeAll(async () => {
  sentry = await SentryStandIn.open();
  shop = await createShop({
    env: {
      ...WORKING,
      DUKA_OPS_TOKEN: TOKEN,
      LOG_FORMAT: 'json',
      SENTRY_DSN: sentry.dsn,
      SENTRY_ENVIRONMENT: 'proving',
      SENTRY_RELEASE: 'duka@1.2.3',
      ...preloading(join(__dirname, 'rejecting.js')),
    },
  });
});

afterAll(async () => {
  await shop.stop();
  await sentry.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${shop.url}${path}`, { headers });
const metricsText = async () => (await get('/metrics', bearer(TOKEN))).text();
/** Figures that are not those of a look before: they are kept for a second. */
const freshMetrics = async () => {
  await new Promise((done) => setTimeout(done, 1_100));
  return metricsText();
};

/** The lines of JSON that the server has written so far. */
function logLines(): Record<string, unknown>[] {
  return readFileSync(join(LOGS, 'operations.test.ts.1.log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('health', () => {
  it('is open where it tells nothing', async () => {
    const { status, body } = await call('GET', `${shop.url}/health`);
    expect({ status, body }).toEqual({ status: 200, body: { status: 'up' } });
  });

  it.each(['/health/detailed', '/metrics'])('%s is for who has the token', async (path) => {
    const strangers: Record<string, string>[] = [
      {},
      bearer('another'),
      { 'X-Forwarded-For': '127.0.0.1' },
    ];
    for (const headers of strangers) {
      const refused = await call('GET', `${shop.url}${path}`, { headers });
      expect(refused.status).toBe(401);
      expect(refused.body.error.details.code).toBe('UNAUTHENTICATED');
    }
    expect((await get(path, bearer(TOKEN))).status).toBe(200);
  });

  it('opens by a short token too, of which the log warns', async () => {
    const warned = await until(
      () => logLines().find(({ message }) => String(message).startsWith('DUKA_OPS_TOKEN is short')),
      'the warning',
    );
    expect(warned.level).toBe('warn');
  });

  it('names each thing that the shop needs, with its state and its time', async () => {
    const { body } = await call('GET', `${shop.url}/health/detailed`, { headers: bearer(TOKEN) });
    expect(body.status).toBe('up');
    expect(body.checks).toMatchObject({
      postgres: { state: 'up', ms: expect.any(Number) },
      outbox: { state: 'up' },
      queues: { state: 'up' },
      disk: { state: 'up', freeBytes: expect.any(Number) },
      'payments.cash_on_delivery': { state: 'up' },
    });
  });
});

describe('the correlation id', () => {
  it('is the caller’s where it is sane, in the answer and in the log', async () => {
    const response = await get('/api/cart', { 'X-Request-Id': FOREIGN_ID });
    expect(response.headers.get('x-request-id')).toBe(FOREIGN_ID);
    const line = await until(
      () => logLines().find((each) => each.correlation === FOREIGN_ID),
      'the line of the log',
    );
    expect(line).toMatchObject({ level: 'http', method: 'GET', route: '/api/cart', status: 200 });
  });

  it.each(['two words', 'x'.repeat(200), '"quoted"', '<b>'])(
    'is made instead of %s',
    async (id) => {
      const given = (await get('/api/cart', { 'X-Request-Id': id })).headers.get('x-request-id');
      expect(given).toMatch(/^[\w-]{36}$/);
    },
  );

  it('is made where none is given, another for each request, also for errors', async () => {
    const answers = await Promise.all(
      ['/api/cart', '/api/none', '/api/products?x=1'].map((path) => get(path)),
    );
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(3);
  });
});

describe('what a request has set going', () => {
  it('carries its id in the outbox', async () => {
    const { status } = await call('POST', `${shop.url}/api/auth/register`, {
      headers: { 'X-Request-Id': 'signing-up' },
      body: {
        email: 'jane.doe@example.com',
        password: 'A-long-passw0rd',
        firstName: 'Jane',
        lastName: 'Doe',
      },
    });
    expect(status).toBe(201);
    const rows = await shop.sql(
      `SELECT correlation FROM outbox WHERE event = 'customer.registered'`,
    );
    expect(rows).toEqual([{ correlation: 'signing-up' }]);
  });
});

describe('metrics', () => {
  it('tell routes by their templates, however they are served, and unknown paths as one', async () => {
    await get('/api/categories/none-such/products');
    await get('/api/products/none-such');
    await get('/api/v1/products/none-such');
    for (const path of ['/api/foo', '/bar', '/api/products/a/b/c', '/api/foo/12345']) {
      expect((await get(path)).status).toBe(404);
    }
    const text = await freshMetrics();
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route));
    expect([...routes]).toEqual(
      expect.arrayContaining(['/api/categories/:id/products', '/api/products/:id', 'none']),
    );
    for (const route of routes) expect(route).toMatch(/^(none|\/[\w/:.{}*()-]+)$/);
    expect(text).toMatch(
      /duka_http_requests_total\{method="GET",route="\/api\/products\/:id",status="404"\} 2\n/,
    );
    expect(text).not.toMatch(/none-such|foo|12345/);
  });

  it('count statements and time for a request', async () => {
    await get('/api/products');
    const figures = figuresOf(await freshMetrics());
    for (const route of ['/api/products', '/api/cart']) {
      const labels = `{method="GET",route="${route}"}`;
      const requests = figures.get(`duka_http_request_duration_seconds_count${labels}`) ?? 0;
      expect(requests).toBeGreaterThan(0);
      expect(figures.get(`duka_http_request_sql_seconds_total${labels}`)).toBeDefined();
    }
    expect(
      figures.get('duka_http_request_sql_statements_total{method="GET",route="/api/products"}'),
    ).toBeGreaterThan(0);
  });

  it('are what has happened and what there is', async () => {
    const store = await makeStore(shop);
    const variant = await makeVariant(shop);
    await stock(shop, store, variant, 100);
    const before = figuresOf(await freshMetrics());

    const orders = [];
    for (let turn = 0; turn < 3; turn += 1) {
      orders.push(await placeOrder(shop, [{ variant, store }]));
    }
    const [first] = orders;
    await call('PUT', `${shop.url}/api/orders/${first!.documentId}/cancel`, {
      headers: { 'X-Order-Token': first!.accessToken },
    });
    for (let turn = 0; turn < 2; turn += 1) await guestWith(shop.url, variant);
    await until(async () => {
      const [row] = await shop.sql('SELECT FROM outbox WHERE relayed_at IS NULL');
      return row === undefined;
    }, 'an outbox that has been handed on');

    const after = figuresOf(await freshMetrics());
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    const requests = (method: string, route: string, status: number) =>
      grown(`duka_http_requests_total{method="${method}",route="${route}",status="${status}"}`);
    expect({
      placed: requests('POST', '/api/orders', 201),
      added: requests('POST', '/api/cart/items', 201),
      cancelled: requests('PUT', '/api/orders/:id/cancel', 200),
      pending: grown('duka_orders{status="pending"}'),
      away: grown('duka_orders{status="cancelled"}'),
      held: grown('duka_holds{state="live"}'),
      waiting: after.get('duka_outbox_waiting'),
      sockets: after.get('duka_sockets'),
    }).toEqual({
      placed: 3,
      added: 5,
      cancelled: 1,
      pending: 2,
      away: 1,
      held: 2,
      waiting: 0,
      sockets: 0,
    });
  });

  it('have all that dashboards and alerts ask for', async () => {
    const shown = new Set(
      [...(await metricsText()).matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(
        ([, name = '', type]) =>
          type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : name,
      ),
    );
    const folder = join(ROOT, 'observability');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(json|yml)$/.test(file),
    );
    const asked = files.flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/\b(duka|nodejs|process)_[a-z0-9_]+/g),
    ]);
    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked.map(([name]) => name))].filter((name) => !shown.has(name))).toEqual(
      [],
    );
  });
});

function figuresOf(text: string): Map<string, number> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

describe('errors', () => {
  it('F-16 that end in a 5xx reach Sentry with the correlation id and without the shopper', async () => {
    await shop.sql('ALTER TABLE carts RENAME TO carts_elsewhere');
    const { status, headers } = await call('POST', `${shop.url}/api/cart/items`, {
      body: { sku: 'a-sku-of-jane@example.com', quantity: 1 },
      headers: { Cookie: 'session=a-cookie', 'User-Agent': 'an-agent', 'X-Request-Id': 'broken-1' },
    });
    await shop.sql('ALTER TABLE carts_elsewhere RENAME TO carts');
    expect(status).toBe(500);
    expect(headers.get('x-request-id')).toBe('broken-1');
    const { raw, event } = await until(
      () => sentry.events.find(({ event: each }) => each.tags.correlation === 'broken-1'),
      'the report of the error',
    );
    expect(event).toMatchObject({
      environment: 'proving',
      release: 'duka@1.2.3',
      tags: { route: 'POST /api/cart/items' },
    });
    expect(event.exception.values[0]?.value).toMatch('carts');
    expect(event.exception.values[0]?.stacktrace.frames.length).toBeGreaterThan(1);
    expect(raw).not.toMatch(/jane|a-cookie|an-agent|"request"|"user"|"breadcrumbs"/);
    const line = logLines().find((each) => each.level === 'error');
    expect(line).toMatchObject({ correlation: 'broken-1' });
  });

  it('of the caller do not', async () => {
    const before = sentry.events.length;
    expect((await get('/api/products?filters[none]=1')).status).toBe(400);
    expect((await get('/api/orders/none')).status).toBeLessThan(500);
    expect(sentry.events.length).toBe(before);
  });
});

describe('the log', () => {
  it('F-16 F-77 has a line for each request, none lost where an error that nobody caught ends the process, and no secret in any', async () => {
    const ids = Array.from({ length: 300 }, (_, turn) => `line-${turn}`);
    await Promise.all(
      ids.map((id) =>
        get(`/api/cart?code=${SECRET_IN_QUERY}`, {
          'X-Request-Id': id,
          'X-Cart-Token': 'a-token-of-a-cart',
        }),
      ),
    );
    // An error that nobody catches ends the process, after Sentry has been told.
    process.kill(shop.pid, 'SIGUSR2');
    expect(await shop.ended()).toEqual({ code: 1, signal: null });
    const told = sentry.events.map(({ event }) => event.exception.values[0]?.value);
    expect(told).toContain('nobody caught what [email] did');
    const lines = logLines();
    const written = new Set(lines.map(({ correlation }) => correlation));
    expect(ids.filter((id) => !written.has(id))).toEqual([]);
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(SECRET_IN_QUERY);
    expect(text).not.toMatch('a-token-of-a-cart');
    expect(text).not.toMatch(TOKEN);
  });
});
