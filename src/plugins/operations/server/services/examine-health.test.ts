import type { Core } from '@strapi/strapi';
import { healthCheck, type Health } from '../../../kernel/server/contract';
import { examineHealth } from './examine-health';

/** Checks are registered by the shop that they belong to; nothing else of it is needed. */
function shopOf(checks: Record<string, () => Health | Promise<Health>>): Core.Strapi {
  const shop = {} as Core.Strapi;
  for (const [name, check] of Object.entries(checks)) healthCheck(shop, { name, check });
  return shop;
}

const up = () => ({ state: 'up' }) as const;
const degraded = () => ({ state: 'degraded', facts: { waiting: 7 } }) as const;
const broken = () => Promise.reject(new Error('connection refused'));

test('the whole is as well as the worst of it', async () => {
  expect((await examineHealth(shopOf({}))).status).toBe('up');
  expect((await examineHealth(shopOf({ a: up, b: up }))).status).toBe('up');
  expect((await examineHealth(shopOf({ a: degraded, b: up }))).status).toBe('degraded');
  expect((await examineHealth(shopOf({ a: up, b: broken, c: degraded }))).status).toBe('down');
});

test('each check has its state, its time and its facts', async () => {
  const { checks } = await examineHealth(shopOf({ queue: degraded, database: broken }));
  const ms = expect.any(Number) as number;
  expect(checks).toEqual({
    queue: { state: 'degraded', ms, waiting: 7 },
    database: { state: 'down', ms, error: 'connection refused' },
  });
});

test('one that does not answer is down, and the others are told all the same', async () => {
  jest.useFakeTimers();
  const looking = examineHealth(shopOf({ hanging: () => new Promise(() => undefined), a: up }));
  await jest.advanceTimersByTimeAsync(2_000);
  const { checks } = await looking;
  jest.useRealTimers();
  expect(checks.hanging).toMatchObject({ state: 'down', error: 'no answer within 2000 ms' });
  expect(checks.a).toMatchObject({ state: 'up' });
});
