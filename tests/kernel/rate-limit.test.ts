import { CASH_ORDER, guestWith, makeStore, makeVariant, newKey, stock } from '../support/catalogue';
import { call } from '../support/http';
import { hasRedis, TestRedis } from '../support/redis';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

const ALLOWED = 4;

const present = hasRedis();
if (!present) process.stderr.write('Skipped: no redis-server in the PATH.\n');

(present ? describe : describe.skip)('Rate limits with REDIS_URL', () => {
  let redis: TestRedis;
  let shop: TestShop;
  let servers: readonly [string, string];

  beforeAll(async () => {
    redis = await TestRedis.start();
    shop = await createShop({
      env: {
        DUKA_RATE_LIMITS: 'on',
        DUKA_LOG_INS_PER_MINUTE: String(ALLOWED),
        DUKA_LOCK_AFTER_FAILURES: '1000',
        PROXY: 'on',
        REDIS_URL: redis.url,
      },
    });
    servers = [shop.url, (await shop.secondServer()).url];
  });
  afterAll(async () => {
    await shop.stop();
    await redis.kill();
  });

  // Each test comes from an address of its own, whose calls nobody has counted.
  let tests = 0;
  beforeEach(() => {
    tests += 1;
  });
  const logIn = async (url: string): Promise<number> => {
    const body = { email: 'nobody@example.com', password: 'not-the-password' };
    const headers = { 'X-Forwarded-For': `10.0.0.${tests}` };
    return (await call('POST', `${url}/api/auth/login`, { body, headers })).status;
  };

  /** Logs in one time more than is allowed; gives how many were let through. */
  const letThrough = async (url: string): Promise<number> => {
    const statuses: number[] = [];
    while (statuses.length <= ALLOWED) statuses.push(await logIn(url));
    expect(statuses.filter((status) => status !== 429 && status !== 401)).toEqual([]);
    return statuses.filter((status) => status === 401).length;
  };

  it('count in all servers together', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < ALLOWED; i += 1) statuses.push(await logIn(servers[i % 2] ?? ''));
    expect(statuses).toEqual(Array(ALLOWED).fill(401));
    expect(await Promise.all(servers.map(logIn))).toEqual([429, 429]);
  });

  it('F-09 count in each server for itself after Redis was killed, and together once it is back', async () => {
    const underWay = Promise.all(servers.map(logIn));
    await redis.kill();
    expect(await underWay).toEqual([401, 401]);
    // The call before may have been counted in Redis or, as its stand-in, in the server.
    for (const passed of await Promise.all(servers.map(letThrough))) {
      expect(passed).toBeGreaterThanOrEqual(ALLOWED - 1);
    }

    await redis.restart();
    // A refusal that was counted in memory ends as soon as the empty Redis counts.
    for (const server of servers) {
      await until(async () => (await logIn(server)) !== 429, 'Redis to count');
    }
    const [first, second] = await Promise.all(servers.map(letThrough));
    expect((first ?? 0) + (second ?? 0)).toBeLessThan(ALLOWED);
  });

  it('keep nobody waiting for a Redis that hangs', async () => {
    redis.freeze();
    const begun = performance.now();
    expect(await Promise.all(servers.map(letThrough))).toEqual([ALLOWED, ALLOWED]);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it('F-09 are no reason not to start and sell while Redis is away', async () => {
    await redis.kill();
    await shop.restart();
    const store = await makeStore(shop);
    const variant = await makeVariant(shop);
    await stock(shop, store, variant, 1);
    const token = await guestWith(shop.url, variant);
    const placed = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...newKey(), 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
    expect(placed.status).toBe(201);
    const health = await call('GET', `${shop.url}/health/detailed`);
    expect(health.body).toMatchObject({
      status: 'degraded',
      checks: { redis: { state: 'degraded' } },
    });
  });
});
