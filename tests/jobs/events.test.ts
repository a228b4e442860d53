import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProduct } from '../support/catalogue';
import { bearer, call } from '../support/http';
import { LOGS } from '../support/paths';
import { preloading } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';

const LISTENERS = join(__dirname, '../support/preloaded-listeners.js');

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop({
    env: { ...WORKING, LOG_FORMAT: 'json', ...preloading(LISTENERS) },
  });
});
afterAll(() => shop.stop());

const effects = (listener: string) =>
  shop.sql<{ event_id: number; subject: string }>(
    'SELECT event_id, subject FROM effects WHERE listener = $1 ORDER BY at',
    [listener],
  );

function logLines(): { message?: string; correlation?: string }[] {
  return readFileSync(join(LOGS, 'events.test.ts.1.log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { message?: string; correlation?: string });
}

describe('an event', () => {
  it('reaches each listener once, every follower, and the job that it is the reason for', async () => {
    const rows = await shop.sql<{ id: number }>(
      `INSERT INTO outbox (event, subject, payload)
       SELECT 'product.updated', 'p' || n % 5, '{"job": {}}' FROM generate_series(1, 100) n
       RETURNING id`,
    );
    const ids = rows.map(({ id }) => id);
    await until(async () => (await effects('test.job')).length >= 200, 'the jobs');
    await until(async () => (await effects('test.follower')).length >= 100, 'the follower');
    for (const listener of ['test.any', 'test.ordered', 'test.together', 'test.follower']) {
      expect((await effects(listener)).map((e) => e.event_id).sort((a, b) => a - b)).toEqual(ids);
    }
    const ordered = (await effects('test.ordered')).filter(({ subject }) => subject === 'p0');
    expect(ordered.map((e) => e.event_id)).toEqual(ids.filter((_, n) => (n + 1) % 5 === 0));
  });
});

describe('an event that cannot be handled', () => {
  const DEAD = '/jobs/dead-letters';
  const asStaff = async (method: string, path: string) => {
    const headers = bearer(await shop.adminToken());
    return call(method, shop.url + path, { headers });
  };

  it('waits aside for staff, and only the later ones of its object wait with it', async () => {
    const [bad, later, other] = await shop.sql<{ id: number }>(
      `INSERT INTO outbox (event, subject, payload, correlation)
       VALUES ('product.updated', 'bad', '{"fails": "test.ordered"}', 'the-click'),
              ('product.updated', 'bad', '{}', NULL), ('product.updated', 'other', '{}', NULL)
       RETURNING id`,
    );
    const ordered = async () => (await effects('test.ordered')).map((e) => e.event_id);
    await until(async () => (await asStaff('GET', DEAD)).body.data.length === 1, 'the dead letter');
    await until(async () => (await ordered()).includes(other!.id), 'another object’s event');
    expect(await ordered()).not.toContain(later!.id);
    expect((await effects('test.any')).map((e) => e.event_id)).toEqual(
      expect.arrayContaining([bad!.id, later!.id, other!.id]),
    );

    const { body } = await asStaff('GET', DEAD);
    expect(body).toMatchObject({
      data: [
        {
          name: 'test.ordered',
          event: 'product.updated',
          sequence: bad!.id,
          subject: 'bad',
          attempts: 2,
          error: 'as the test wants it',
        },
      ],
      meta: { pagination: { page: 1, pageCount: 1, total: 1 } },
    });
    const said = await until(
      () => logLines().filter(({ message }) => message?.includes('test.ordered: ')),
      'the lines of the log',
    );
    expect(said.map(({ correlation }) => correlation)).toEqual(['the-click', 'the-click']);
    const counted = async () => {
      const text = await (await fetch(`${shop.url}/metrics`)).text();
      return /^duka_job_failures_total\{name="test.ordered"\} 2$/m.test(text) ? text : undefined;
    };
    expect(await until(counted, 'the count of failures')).toMatch(
      /^duka_jobs_given_up_total\{name="test.ordered"\} 1$/m,
    );
    expect((await call('GET', shop.url + DEAD)).status).toBe(401);
    expect((await asStaff('POST', `${DEAD}/999999/run-again`)).status).toBe(404);

    await shop.sql(`INSERT INTO effects (listener) VALUES ('mended test.ordered')`);
    expect((await asStaff('POST', `${DEAD}/run-again`)).body.data).toEqual({ count: 1 });
    await until(async () => (await ordered()).includes(later!.id), 'the event that waited');
    const last = (await ordered()).slice(-2);
    expect(last).toEqual([bad!.id, later!.id]);
    expect((await asStaff('GET', DEAD)).body.data).toEqual([]);
  });

  it('holds nothing up where its listener goes on without it', async () => {
    const [bad, later] = await shop.sql<{ id: number }>(
      `INSERT INTO outbox (event, subject, payload)
       VALUES ('product.updated', 'passed', '{"fails": "test.passing"}'),
              ('product.updated', 'passed', '{}')
       RETURNING id`,
    );
    const passed = async () => (await effects('test.passing')).map((e) => e.event_id);
    await until(async () => (await passed()).includes(later!.id), 'the event behind it');
    const dead = (await asStaff('GET', DEAD)).body.data as { sequence: number }[];
    expect(dead.find(({ sequence }) => sequence === bad!.id)).toMatchObject({
      name: 'test.passing',
      subject: 'passed',
    });
    await shop.sql(`INSERT INTO effects (listener) VALUES ('mended test.passing')`);
    await asStaff('POST', `${DEAD}/run-again`);
    await until(async () => (await passed()).includes(bad!.id), 'the event that was given up');
  });

  it('spoils nothing for those that are handled together with it', async () => {
    const rows = await shop.sql<{ id: number }>(
      `INSERT INTO outbox (event, subject, payload)
       SELECT 'product.updated', 'beside' || n,
              CASE n WHEN 3 THEN '{"fails": "test.together"}' ELSE '{}' END::jsonb
         FROM generate_series(1, 5) n
       RETURNING id`,
    );
    const ids = rows.map(({ id }) => id);
    const bad = ids[2];
    const dead = async () => {
      const all = (await asStaff('GET', DEAD)).body.data as { name: string; sequence: number }[];
      return all.filter(({ name }) => name === 'test.together');
    };
    const mine = async () =>
      (await effects('test.together')).map((e) => e.event_id).filter((id) => ids.includes(id));
    await until(async () => (await dead()).length > 0, 'the event given up');
    await until(async () => (await mine()).length >= 4, 'the others');
    expect((await dead()).map(({ sequence }) => sequence)).toEqual([bad]);
    expect((await mine()).sort((a, b) => a - b)).toEqual(ids.filter((id) => id !== bad));
    await shop.sql(`INSERT INTO effects (listener) VALUES ('mended test.together')`);
    await asStaff('POST', `${DEAD}/run-again`);
    await until(async () => (await mine()).length === 5, 'the event that was given up');
  });
});

describe('what an editor does', () => {
  const PANEL = '/content-manager/collection-types';

  async function panel(method: string, path: string, body?: object) {
    const headers = bearer(await shop.adminToken());
    const answer = await call(method, `${shop.url}${PANEL}/${path}`, { headers, body });
    return { status: answer.status, data: answer.body?.data };
  }

  async function told(work: () => Promise<unknown>) {
    const [last] = await shop.sql<{ id: number }>('SELECT max(id) AS id FROM outbox');
    await work();
    return shop.sql<{ event: string; subject: string; payload: Record<string, unknown> }>(
      'SELECT event, subject, payload FROM outbox WHERE id > $1 ORDER BY id',
      [last?.id ?? 0],
    );
  }

  it('is told in the transaction of the edit, and not where that is rolled back', async () => {
    const product = 'api::product.product';
    const events = await told(async () => {
      const made = await panel('POST', product, { name: 'Lamp', slug: 'lamp' });
      expect(made.status).toBe(201);
      const path = `${product}/${made.data.documentId}`;
      for (const [method, end, body] of [
        ['POST', '/actions/publish', { name: 'Lamp', slug: 'lamp' }],
        ['PUT', '', { name: 'Lamp', slug: 'lamp-2' }],
        ['POST', '/actions/publish', { name: 'Lamp', slug: 'lamp-2' }],
        ['POST', '/actions/unpublish', {}],
        ['DELETE', '', undefined],
      ] as const) {
        expect(await panel(method, path + end, body)).toMatchObject({ status: 200 });
      }
    });
    expect(events.map(({ event, payload }) => [event, payload.slug, payload.draft])).toEqual([
      ['product.created', 'lamp', undefined],
      // The panel saves before it publishes.
      ['product.updated', 'lamp', true],
      ['product.published', 'lamp', undefined],
      ['product.updated', 'lamp-2', true],
      ['product.updated', 'lamp-2', true],
      ['product.updated', 'lamp-2', undefined],
      ['product.unpublished', 'lamp-2', undefined],
      ['product.deleted', 'lamp-2', undefined],
    ]);
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(1);

    const [variant] = await makeProduct(shop);
    const { sku, productId } = variant ?? {};
    const twice = { sku, title: 'Another', price: 1, product: productId };
    const token = await shop.apiToken();
    const refused = await told(() =>
      call('POST', `${shop.url}/api/variants`, { headers: bearer(token), body: { data: twice } }),
    );
    expect(refused).toEqual([]);
    const taken = await told(() =>
      call('POST', `${shop.url}/api/variants`, {
        headers: bearer(token),
        body: { data: { ...twice, sku: 'LAMP-1' } },
      }),
    );
    expect(taken).toMatchObject([
      { event: 'variant.created', payload: { productIds: [productId] } },
      { event: 'product.updated', subject: productId, payload: { documentId: productId } },
    ]);
  });

  it('is told once where two do it at the same time', async () => {
    const headers = bearer(await shop.apiToken());
    const brands = `${shop.url}/api/brands`;
    const body = { data: { name: 'Twice', slug: 'twice' } };
    const { documentId } = (await call('POST', brands, { headers, body })).body.data;
    const remove = () => call('DELETE', `${brands}/${documentId}`, { headers });
    const first = await shop.steps.stopBefore('kernel.append_events');
    const removals = [remove()];
    await first.standing;
    removals.push(remove());
    const waits = () =>
      shop.sql(
        `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE NOT granted AND pg_stat_activity.datname = current_database()`,
      );
    await until(async () => (await waits()).length > 0, 'the second to wait for the first');
    await first.go();
    await Promise.all(removals);
    const events = await shop.sql<{ event: string }>(
      'SELECT event FROM outbox WHERE subject = $1 ORDER BY id',
      [documentId],
    );
    expect(events.map(({ event }) => event)).toEqual(['brand.created', 'brand.deleted']);
  });

  it('to a customer is told too, and that they were blocked', async () => {
    const { body } = await call('POST', `${shop.url}/api/auth/register`, {
      body: {
        email: 'edited@example.com',
        password: 'kahawa-chungu-7',
        firstName: 'A',
        lastName: 'O',
      },
    });
    const { documentId } = body.data.user as { documentId: string };
    const token = await shop.apiToken();
    const events = await told(async () => {
      const path = `plugin::users-permissions.user/${documentId}`;
      expect((await panel('PUT', path, { firstName: 'Akinyi' })).status).toBe(200);
      const blocked = await call('PUT', `${shop.url}/api/admin/customers/${documentId}/status`, {
        headers: bearer(token),
        body: { status: 'blocked' },
      });
      expect(blocked.status).toBe(200);
    });
    const ofIt = events.filter(({ subject }) => subject === documentId);
    expect(ofIt.map(({ event, payload }) => [event, payload])).toEqual([
      ['customer.updated', { documentId }],
      ['customer.updated', { documentId }],
    ]);
  });
});
