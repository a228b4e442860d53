import { faultsInBooks } from '../support/books';
import {
  ADDRESS,
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Variant,
} from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { bearer, call, refusal } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { Guest, makeCoupon, makeGoods, write } from './shoppers';

let shop: TestShop;
let other: ServerProcess;
let tea: Variant;

beforeAll(async () => {
  shop = await createShop();
  other = await shop.secondServer();
  tea = await makeGoods(shop);
});

afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  await shop.stop();
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});

beforeEach(async () => {
  await shop.sql('DELETE FROM tax_rates');
  await write(shop, 'PUT', 'shop-settings', {
    pricesIncludeTax: false,
    taxRounding: 'line',
    shippingTaxClass: 'standard',
    roundTotalTo: null,
    currencies: [],
    country: null,
  });
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const deliverTo = (change: object) => ({
  deliveryType: 'delivery',
  shippingAddress: { ...ADDRESS, ...change },
});

const setTaxClass = (variant: Variant, taxClass: string) =>
  shop.sql('UPDATE products SET tax_class = $2 WHERE document_id = $1', [
    variant.productId,
    taxClass,
  ]);

describe('tax', () => {
  it('comes on top where the goods go, in the cart and in the order', async () => {
    await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16, countries: ['KE'] });
    const guest = await Guest.with(shop.url, tea, 3);
    expect((await guest.send('GET', '/cart')).body.data.totals.tax).toBe(0);
    const here = await guest.send('PUT', '/cart', deliverTo({}));
    const taxLines = [{ name: 'VAT', rate: 16, base: 3500, amount: 560, included: false }];
    expect(here.body.data).toMatchObject({
      totals: { subtotal: 3000, discount: 0, shipping: 500, tax: 560, total: 4060 },
      taxLines,
      taxIncluded: false,
      items: [{ unitPrice: 1000, tax: 480, total: 3480 }],
    });
    const away = await guest.send('PUT', '/cart', deliverTo({ country: 'DE' }));
    expect(away.body.data.totals).toMatchObject({ tax: 0, total: 3500 });
    const placed = await guest.order({ expectedTotal: 4060 });
    expect(placed.body.data).toMatchObject({
      taxTotal: 560,
      total: 4060,
      taxIncluded: false,
      taxLines,
      items: [{ tax: 480, total: 3480 }],
    });
  });

  it('is in the prices where the shop says so', async () => {
    await write(shop, 'PUT', 'shop-settings', { pricesIncludeTax: true, country: 'KE' });
    await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16, countries: ['KE'] });
    const guest = await Guest.with(shop.url, tea, 3);
    const cart = (await guest.send('GET', '/cart')).body.data;
    expect(cart.totals).toEqual({
      subtotal: 3000,
      discount: 0,
      shipping: 500,
      tax: 483,
      rounding: 0,
      total: 3500,
    });
    expect(cart.taxIncluded).toBe(true);
    const placed = await guest.order({ expectedTotal: 3500 });
    expect(placed.body.data).toMatchObject({ taxTotal: 483, total: 3500, taxIncluded: true });
  });

  it('is that of the store where the goods are picked up', async () => {
    await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16, countries: ['KE'] });
    const guest = await Guest.with(shop.url, tea);
    const { body } = await guest.send('PUT', '/cart', {
      ...deliverTo({ country: 'DE' }),
      deliveryType: 'pickup',
    });
    expect(body.data.totals).toMatchObject({ shipping: 0, tax: 160, total: 1160 });
    const placed = await guest.order({ deliveryType: 'pickup' });
    expect(placed.body.data).toMatchObject({ taxTotal: 160, total: 1160 });
  });

  it('of several names adds up, by region, and by the class of the goods', async () => {
    const canada = { countries: ['CA'] };
    await write(shop, 'POST', 'tax-rates', { name: 'GST', rate: 5, ...canada });
    await write(shop, 'POST', 'tax-rates', {
      name: 'QST',
      rate: 9.975,
      ...canada,
      regions: ['QC', 'Québec'],
    });
    await write(shop, 'POST', 'tax-rates', {
      name: 'QST',
      rate: 0,
      taxClass: 'reduced',
      ...canada,
      regions: ['QC'],
    });
    await write(shop, 'PUT', 'shop-settings', { shippingTaxClass: 'zero' });
    const [book, gift] = [await makeGoods(shop), await makeGoods(shop)];
    await setTaxClass(book, 'reduced');
    await setTaxClass(gift, 'zero');
    const guest = await Guest.with(shop.url, tea, 10);
    for (const { sku } of [book, gift])
      await guest.send('POST', '/cart/items', { sku, quantity: 1 });
    const { body } = await guest.send('PUT', '/cart', deliverTo({ country: 'CA', region: 'qc' }));
    expect(
      body.data.taxLines.map((line: Record<string, unknown>) => [
        line.name,
        line.rate,
        line.amount,
      ]),
    ).toEqual([
      ['GST', 5, 550],
      ['QST', 9.975, 998],
      ['QST', 0, 0],
    ]);
    expect(body.data.items.map((item: { tax: number }) => item.tax)).toEqual([1498, 50, 0]);
  });

  it.each([
    ['JPY', 33, 3 * 5, 16],
    ['KWD', 33_333, 3 * 5333, 16_000],
  ])(
    'F-56 is whole minor units in %s, rounded by the line or by the order',
    async (currency, price, byLine, byOrder) => {
      await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16 });
      const lines = [await makeVariant(shop), await makeVariant(shop), await makeVariant(shop)];
      const store = await makeStore(shop);
      for (const variant of lines) {
        await stock(shop, store, variant, 10);
        await shop.sql(
          `WITH price AS (INSERT INTO components_catalog_prices (currency, price) VALUES ($2, $3) RETURNING id)
         INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
         SELECT $1, id, 'catalog.price', 'prices', 1 FROM price`,
          [variant.id, currency, price],
        );
      }
      const opened = await call('PUT', `${shop.url}/api/cart`, { body: { currency } });
      const headers = { 'X-Cart-Token': opened.body.data.token as string };
      for (const { sku } of lines) {
        await call('POST', `${shop.url}/api/cart/items`, { headers, body: { sku, quantity: 1 } });
      }
      const taxOf = async () =>
        (await call('GET', `${shop.url}/api/cart`, { headers })).body.data.totals;
      expect(await taxOf()).toMatchObject({
        subtotal: 3 * price,
        tax: byLine,
        total: 3 * price + byLine,
      });
      await write(shop, 'PUT', 'shop-settings', { taxRounding: 'order' });
      expect(await taxOf()).toMatchObject({ tax: byOrder, total: 3 * price + byOrder });
    },
  );
});

describe('a rule that is changed', () => {
  it('counts in every process at once, and an expected total is kept to', async () => {
    const guest = await Guest.with(other.url, tea);
    expect((await guest.send('GET', '/cart')).body.data.totals.total).toBe(1500);
    const { documentId } = await write(shop, 'POST', 'tax-rates', { name: 'Levy', rate: 10 });
    expect((await guest.send('GET', '/cart')).body.data.totals.total).toBe(1650);
    expect(refusal(await guest.order({ expectedTotal: 1500 }))).toEqual([409, 'PRICE_CHANGED']);
    await write(shop, 'DELETE', `tax-rates/${documentId}`);
    expect((await guest.order({ expectedTotal: 1500 })).status).toBe(201);
  });
});

describe('shipping', () => {
  it('is offered by zone, weight and amount, and chosen by its code', async () => {
    const zone = await write(shop, 'POST', 'shipping-zones', { name: 'Uganda', countries: ['UG'] });
    const rates = [
      { currency: 'USD', price: 700, belowWeight: 2000 },
      { currency: 'USD', price: 1900, freeFrom: 5000 },
    ];
    const express = { name: 'Express', code: 'express', zone: zone.documentId, position: 9, rates };
    await write(shop, 'POST', 'shipping-methods', express);
    await shop.sql('UPDATE variants SET weight = 1000 WHERE id = $1', [tea.id]);
    const guest = await Guest.with(shop.url, tea);
    const offered = async () => {
      const { body } = await guest.send('GET', '/cart/shipping-options');
      const options = body.data as { method: string; price: number; currency: string }[];
      return options.map(({ method, price }) => [method, price]);
    };
    expect(await offered()).toEqual([
      ['standard', 500],
      ['pickup', 0],
    ]);
    await guest.send('PUT', '/cart', deliverTo({ country: 'UG' }));
    expect(await offered()).toContainEqual(['express', 700]);
    const chosen = await guest.send('PUT', '/cart', { shippingMethod: 'express' });
    expect(chosen.body.data).toMatchObject({
      shippingMethod: 'express',
      totals: { shipping: 700 },
    });
    const [item] = chosen.body.data.items as { id: string }[];
    const set = async (quantity: number) =>
      (await guest.send('PUT', `/cart/items/${item?.id}`, { quantity })).body.data.totals.shipping;
    expect(await set(2)).toBe(1900);
    expect(await set(5)).toBe(0);
    expect(await set(1)).toBe(700);
    const elsewhere = await guest.send('PUT', '/cart', deliverTo({ country: 'KE' }));
    expect(refusal(elsewhere)).toEqual([422, 'SHIPPING_UNAVAILABLE']);
    const placed = await guest.order(deliverTo({ country: 'UG' }));
    expect(placed.body.data).toMatchObject({ shippingMethod: 'express', shippingTotal: 700 });
  });

  it('that does not reach the address is refused', async () => {
    await shop.sql(`UPDATE shipping_zones SET countries = '["KE"]' WHERE name = 'Everywhere'`);
    const guest = await Guest.with(shop.url, tea);
    const refused = await guest.order(deliverTo({ country: 'DE' }));
    expect(refusal(refused)).toEqual([422, 'SHIPPING_UNAVAILABLE']);
    const pickup = await guest.order({ deliveryType: 'pickup' });
    expect(pickup.status).toBe(201);
    await shop.sql(`UPDATE shipping_zones SET countries = '[]' WHERE name = 'Everywhere'`);
  });
});

describe('currencies', () => {
  it('are those that the settings name, or all that something has a price in', async () => {
    const variant = await makeGoods(shop);
    await shop.sql(
      `WITH price AS (INSERT INTO components_catalog_prices (currency, price) VALUES ('TZS', 100) RETURNING id)
       INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
       SELECT $1, id, 'catalog.price', 'prices', 1 FROM price`,
      [variant.id],
    );
    const open = async (currency: string) =>
      (await call('PUT', `${shop.url}/api/cart`, { body: { currency } })).status;
    expect(await Promise.all(['USD', 'TZS', 'UGX'].map(open))).toEqual([200, 200, 422]);
    await write(shop, 'PUT', 'shop-settings', { currencies: ['ugx'] });
    expect(await Promise.all(['USD', 'TZS', 'UGX'].map(open))).toEqual([200, 422, 200]);
  });
});

describe('rounding', () => {
  beforeEach(async () => {
    await write(shop, 'PUT', 'shop-settings', { roundTotalTo: 100 });
    await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16.11 });
  });

  it('makes a total whole, in the cart, in the order and in what the shopper agreed to', async () => {
    const guest = await Guest.with(shop.url, tea, 3);
    const cart = (await guest.send('GET', '/cart')).body.data;
    expect(cart.totals).toEqual({
      subtotal: 3000,
      discount: 0,
      shipping: 500,
      tax: 564,
      rounding: 36,
      total: 4100,
    });
    expect(refusal(await guest.order({ expectedTotal: 4064 }))).toEqual([409, 'PRICE_CHANGED']);
    const placed = await guest.order({ expectedTotal: 4100 });
    expect(placed.body.data).toMatchObject({ taxTotal: 564, roundingTotal: 36, total: 4100 });
    expect(placed.body.data).not.toHaveProperty('roundTotalTo');
    const file = await fetch(`${shop.url}/api/orders/export`, {
      headers: bearer(await shop.apiToken()),
    });
    const [columns, ...rows] = (await file.text()).split('\n').map((row) => row.split(','));
    const row = rows.find(([number]) => number === placed.body.data.number);
    expect(row?.[columns?.indexOf('roundingTotal') ?? -1]).toBe('36');
  });

  it('is not for another currency', async () => {
    const goods = await makeGoods(shop);
    await shop.sql(
      `WITH price AS (
         INSERT INTO components_catalog_prices (currency, price) VALUES ('TZS', 1017) RETURNING id)
       INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
       SELECT $1, id, 'catalog.price', 'prices', 1 FROM price`,
      [goods.id],
    );
    const opened = await call('PUT', `${shop.url}/api/cart`, { body: { currency: 'TZS' } });
    const headers = { 'X-Cart-Token': opened.headers.get('X-Cart-Token') ?? '' };
    const { body } = await call('POST', `${shop.url}/api/cart/items`, {
      headers,
      body: { sku: goods.sku, quantity: 1 },
    });
    expect(body.data.totals).toMatchObject({ subtotal: 1017, tax: 164, rounding: 0, total: 1181 });
    const placed = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...headers, ...newKey() },
      body: { ...CASH_ORDER, deliveryType: 'pickup' },
    });
    expect(placed.body.data).toMatchObject({ currency: 'TZS', roundingTotal: 0, total: 1181 });
  });
});

describe('an order whose lines are lowered', () => {
  it('is rounded as it was when it was placed', async () => {
    await write(shop, 'PUT', 'shop-settings', { roundTotalTo: 100 });
    await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16.11 });
    const guest = await Guest.with(shop.url, tea, 3);
    const { documentId, items } = (await guest.order()).body.data as {
      documentId: string;
      items: { documentId: string }[];
    };
    await write(shop, 'PUT', 'shop-settings', { roundTotalTo: null });
    const amended = await call('PUT', `${shop.url}/api/admin/orders/${documentId}/lines`, {
      headers: bearer(await shop.apiToken()),
      body: { items: [{ lineId: items[0]?.documentId, quantity: 2 }] },
    });
    expect(amended.body.data).toMatchObject({
      subtotal: 2000,
      taxTotal: 403,
      roundingTotal: -3,
      total: 2900,
    });
  });

  it('keeps the terms that it was placed with', async () => {
    await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16 });
    const { code } = await makeCoupon(shop, { minimumAmount: 3000 });
    const guest = await Guest.with(shop.url, tea, 3);
    await guest.give(code);
    const placed = await guest.order();
    expect(placed.body.data).toMatchObject({ discountTotal: 300, taxTotal: 512, total: 3712 });
    await shop.sql('UPDATE tax_rates SET rate = 20');
    const { documentId, items } = placed.body.data as {
      documentId: string;
      items: { documentId: string }[];
    };
    const amended = await call('PUT', `${shop.url}/api/admin/orders/${documentId}/lines`, {
      headers: bearer(await shop.apiToken()),
      body: { items: [{ lineId: items[0]?.documentId, quantity: 2 }] },
    });
    expect(amended.status).toBe(200);
    expect(amended.body.data).toMatchObject({
      subtotal: 2000,
      discountTotal: 200,
      shippingTotal: 500,
      taxTotal: 368,
      total: 2668,
      discountLines: [{ code, amount: 200 }],
      taxLines: [{ rate: 16, base: 2300, amount: 368 }],
    });
  });
});
