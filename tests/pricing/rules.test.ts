import { bearer, call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

/** As a merchandiser's script does it, with an API token. */
async function write(method: string, path: string, data?: object) {
  return call(method, `${shop.url}/api/${path}`, {
    headers: bearer(await shop.apiToken()),
    ...(data === undefined ? {} : { body: { data } }),
  });
}

async function version(): Promise<number> {
  const [row] = await shop.sql<{ version: number }>('SELECT version FROM pricing_version');
  return row?.version ?? 0;
}

it('a new shop delivers everywhere for one price', async () => {
  const methods = await shop.sql(
    `SELECT method.code, zone.name, rate.currency, rate.price
       FROM shipping_methods method
       JOIN shipping_zones zone ON zone.id = method.zone_id
       JOIN shipping_methods_cmps part ON part.entity_id = method.id
       JOIN components_shipping_rates rate ON rate.id = part.cmp_id`,
  );
  expect(methods).toEqual([{ code: 'standard', name: 'Everywhere', currency: 'USD', price: 500 }]);
});

describe('the rules', () => {
  it.each(['tax-rates', 'shipping-zones', 'shipping-methods', 'shop-settings', 'coupons'])(
    '%s are nobody’s to read without a right',
    async (path) => {
      expect((await call('GET', `${shop.url}/api/${path}`)).status).toBe(403);
    },
  );

  it.each([
    ['tax-rates', { name: 'VAT', rate: 16, countries: ['Kenya'] }, 'countries'],
    ['tax-rates', { name: 'VAT', rate: 16, countries: 'KE' }, 'countries'],
    ['tax-rates', { name: 'VAT', rate: 101 }, 'rate'],
    ['tax-rates', { name: 'VAT', rate: 9.97555 }, 'rate'],
    ['shipping-zones', { name: 'North', regions: [''] }, 'regions'],
    ['shipping-methods', { name: 'Fetch', code: 'pickup' }, 'code'],
    ['shipping-methods', { name: 'Fast', code: 'so fast' }, 'code'],
    ['coupons', { code: '   ', type: 'percentage', percentage: 1 }, 'code'],
  ])('%s refuse %j', async (path, data, field) => {
    const { status, body } = await write('POST', path, data);
    expect(status).toBe(400);
    expect(body.error.details.errors[0].path[0]).toBe(field);
  });

  it.each([0, 1.5, 100_001])('shop-settings refuse totals rounded to %d', async (roundTotalTo) => {
    const { status, body } = await write('PUT', 'shop-settings', { roundTotalTo });
    expect(status).toBe(400);
    expect(body.error.details.errors[0].path[0]).toBe('roundTotalTo');
  });

  it('take spellings in and keep what they compare', async () => {
    const { body } = await write('POST', 'tax-rates', {
      name: 'VAT',
      rate: 9.975,
      countries: [' ke'],
    });
    expect(body.data).toMatchObject({ rate: 9.975, countries: ['KE'], taxClass: 'standard' });
  });

  it('have a new version with every change', async () => {
    const seen = [await version()];
    const changed = async () => {
      seen.push(await version());
    };
    const { documentId } = (await write('POST', 'tax-rates', { name: 'Levy', rate: 1 })).body.data;
    await changed();
    await write('PUT', `tax-rates/${documentId}`, { rate: 2 });
    await changed();
    await write('DELETE', `tax-rates/${documentId}`);
    await changed();
    const zone = (await write('POST', 'shipping-zones', { name: 'Coast' })).body.data.documentId;
    await changed();
    const rates = [{ currency: 'USD', price: 700 }];
    const { status, body } = await write('POST', 'shipping-methods', {
      name: 'By boat',
      code: 'boat',
      zone,
      rates,
    });
    expect(status).toBe(201);
    await changed();
    await write('PUT', `shipping-methods/${body.data.documentId}`, {
      rates: [{ currency: 'USD', price: 800 }],
    });
    await changed();
    await write('PUT', 'shop-settings', { pricesIncludeTax: true });
    await changed();
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });

  it('keep a zone that a way of shipping needs', async () => {
    const zone = (await write('POST', 'shipping-zones', { name: 'Lake' })).body.data.documentId;
    const rates = [{ currency: 'USD', price: 700 }];
    await write('POST', 'shipping-methods', { name: 'By raft', code: 'raft', zone, rates });
    const refused = await write('DELETE', `shipping-zones/${zone}`);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details.code).toBe('IN_USE');
  });
});

describe('coupons', () => {
  it('are kept by the code that is compared, once in any spelling', async () => {
    const percentage = { type: 'percentage', percentage: 1000 };
    const made = await write('POST', 'coupons', { code: ' save１0 ', ...percentage });
    expect(made.body.data.code).toBe('SAVE10');
    const again = await write('POST', 'coupons', { code: 'Save10', ...percentage });
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect(again.status).toBeLessThan(500);
  });

  it.each([
    { type: 'percentage' },
    { type: 'fixed_amount' },
    { type: 'buy_x_get_y', buyQuantity: 2 },
    {
      type: 'free_shipping',
      startsAt: '2026-01-02T00:00:00.000Z',
      endsAt: '2026-01-01T00:00:00.000Z',
    },
  ])('must say what they take off and when: %j', async (data) => {
    const { status, body } = await write('POST', 'coupons', { code: 'HALF', ...data });
    expect(status).toBe(400);
    expect(body.error.details.code).toBe('VALIDATION_FAILED');
  });

  it('count their uses by themselves', async () => {
    const coupon = { code: 'COUNTED', type: 'free_shipping', usedCount: 7 };
    const { documentId, usedCount } = (await write('POST', 'coupons', coupon)).body.data;
    expect(usedCount).toBe(0);
    await shop.sql(`UPDATE coupons SET used_count = 3 WHERE code = 'COUNTED'`);
    const edited = await write('PUT', `coupons/${documentId}`, { usedCount: 0, combinable: true });
    expect(edited.body.data).toMatchObject({ usedCount: 3, combinable: true });
  });

  it('tell of each edit', async () => {
    const coupon = { code: 'TOLD', type: 'free_shipping' };
    const { documentId } = (await write('POST', 'coupons', coupon)).body.data;
    await write('PUT', `coupons/${documentId}`, { active: false });
    await write('DELETE', `coupons/${documentId}`);
    const events = await shop.sql<{ action: string }>(
      `SELECT payload->>'action' AS action FROM outbox
        WHERE event = 'coupon.changed' AND subject = $1 ORDER BY id`,
      [documentId],
    );
    expect(events.map(({ action }) => action)).toEqual(['create', 'update', 'delete']);
  });

  it('tell of the one that was duplicated in the panel, and of none that there is not', async () => {
    const told = async () =>
      (
        await shop.sql<{ subject: string }>(
          `SELECT subject FROM outbox WHERE event = 'coupon.changed' ORDER BY id`,
        )
      ).map(({ subject }) => subject);
    const coupon = { code: 'SOURCE', type: 'free_shipping' };
    const { documentId } = (await write('POST', 'coupons', coupon)).body.data;
    const before = await told();
    const panel = `${shop.url}/content-manager/collection-types/api::coupon.coupon`;
    const headers = bearer(await shop.adminToken());
    const copy = await call('POST', `${panel}/clone/${documentId}`, {
      headers,
      body: { code: 'COPY' },
    });
    expect(copy.status).toBe(200);
    await write('DELETE', 'coupons/none-such');
    expect((await told()).slice(before.length)).toEqual([copy.body.data.documentId]);
  });
});
