import { faultsInBooks } from '../support/books';
import {
  CASH_ORDER,
  makeProduct,
  makeStore,
  newKey,
  stock,
  type Variant,
} from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { cancel, Guest, makeCoupon, makeGoods, write } from './shoppers';

let shop: TestShop;
let other: ServerProcess;
let tea: Variant;

beforeAll(async () => {
  shop = await createShop();
  other = await shop.secondServer({
    DUKA_RATE_LIMITS: 'on',
    DUKA_COUPON_GUESSES_PER_MINUTE: '3',
    DUKA_NEW_CARTS_PER_MINUTE: '1000',
  });
  tea = await makeGoods(shop);
});

afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  await shop.stop();
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

async function usesOf(code: string): Promise<number | undefined> {
  const [row] = await shop.sql<{ used_count: number }>(
    'SELECT used_count FROM coupons WHERE code = $1',
    [code],
  );
  return row?.used_count;
}

/** Signs somebody up; gives the headers of their session. */
async function signUp(email: string, headers: Record<string, string> = {}) {
  const { body } = await call('POST', `${shop.url}/api/auth/register`, {
    body: { email, password: 'correct horse battery', firstName: 'A', lastName: 'O' },
    headers,
  });
  return bearer(body.data.token as string);
}

describe('a cart’s coupon', () => {
  it('is shown with what it takes off, and the order keeps what explains its total', async () => {
    const { code } = await makeCoupon(shop);
    const guest = await Guest.with(shop.url, tea, 3);
    const given = await guest.give(code);
    expect(given.status).toBe(200);
    const coupon = {
      code,
      type: 'percentage',
      description: '10 % off',
      discount: 300,
      applied: true,
      reason: null,
    };
    expect(given.body.data).toMatchObject({
      coupon,
      coupons: [coupon],
      totals: { subtotal: 3000, discount: 300, shipping: 500, tax: 0, total: 3200 },
      items: [{ unitPrice: 1000, discount: 300, total: 2700 }],
    });
    expect((await guest.send('GET', '/cart')).body.data).toEqual(given.body.data);
    const placed = await guest.order({ expectedTotal: 3200 });
    expect(placed.status).toBe(201);
    expect(placed.body.data).toMatchObject({
      subtotal: 3000,
      discountTotal: 300,
      shippingTotal: 500,
      total: 3200,
      couponCode: code,
      discountLines: [{ code, description: '10 % off', appliesTo: 'goods', amount: 300 }],
      items: [{ discount: 300, total: 2700 }],
    });
    expect(await usesOf(code)).toBe(1);
  });

  it('is taken out again', async () => {
    const { code } = await makeCoupon(shop);
    const guest = await Guest.withCoupon(shop.url, tea, code);
    const { body } = await guest.send('DELETE', '/cart/coupon');
    expect(body.data).toMatchObject({ coupon: null, coupons: [], totals: { discount: 0 } });
  });

  it('comes along when the guest signs in', async () => {
    const { code } = await makeCoupon(shop);
    const guest = await Guest.withCoupon(shop.url, tea, code);
    const session = await signUp('joins@example.com', { 'X-Cart-Token': guest.token });
    const mine = await guest.send('GET', '/cart', undefined, session);
    expect(mine.body.data).toMatchObject({ coupon: { code }, totals: { discount: 100 } });
  });

  it.each([
    [
      { type: 'fixed_amount', amount: 250, currency: 'USD' },
      { discount: 250, shipping: 500 },
    ],
    [
      { type: 'fixed_amount', amount: 250 },
      { discount: 250, shipping: 500 },
    ],
    [{ type: 'free_shipping' }, { discount: 0, shipping: 0, total: 3000 }],
    [
      { type: 'buy_x_get_y', buyQuantity: 2, getQuantity: 1 },
      { discount: 1000, total: 2500 },
    ],
    [{ percentage: 5000, maximumDiscount: 700 }, { discount: 700 }],
    [{ minimumAmount: 3000 }, { discount: 300 }],
  ])('%j', async (data, totals) => {
    const { code } = await makeCoupon(shop, data);
    const guest = await Guest.with(shop.url, tea, 3);
    expect((await guest.give(code)).body.data.totals).toMatchObject(totals);
    const placed = await guest.order();
    expect(placed.status).toBe(201);
    expect(await usesOf(code)).toBe(1);
  });

  it.each([
    [{ minimumAmount: 3001 }, 422, 'COUPON_MINIMUM_NOT_MET'],
    [{ type: 'fixed_amount', amount: 5, currency: 'KES' }, 422, 'COUPON_NOT_APPLICABLE'],
    [{ type: 'buy_x_get_y', buyQuantity: 3, getQuantity: 1 }, 422, 'COUPON_NOT_APPLICABLE'],
    [{ startsAt: '2100-01-01T00:00:00.000Z' }, 422, 'COUPON_NOT_STARTED'],
    [{ endsAt: '2020-01-01T00:00:00.000Z' }, 422, 'COUPON_EXPIRED'],
    [{ active: false }, 404, 'COUPON_NOT_FOUND'],
  ])('%j is refused and changes nothing', async (data, status, code) => {
    const coupon = await makeCoupon(shop, data);
    const guest = await Guest.with(shop.url, tea, 3);
    expect(refusal(await guest.give(coupon.code))).toEqual([status, code]);
    expect((await guest.send('GET', '/cart')).body.data).toMatchObject({
      coupons: [],
      totals: { total: 3500 },
    });
  });

  it('cannot be given to a cart that is not there, or is empty', async () => {
    const { code } = await makeCoupon(shop);
    const nobody = await call('POST', `${shop.url}/api/cart/coupon`, { body: { code } });
    expect(refusal(nobody)).toEqual([409, 'CART_EMPTY']);
    const guest = await Guest.with(shop.url, tea);
    await guest.send('DELETE', '/cart/clear');
    expect(refusal(await guest.give(code))).toEqual([409, 'CART_EMPTY']);
  });

  it.each([{}, { code: '' }, { code: 7 }, { code: 'A'.repeat(65) }, { code: 'A\u0000' }])(
    'a body like %j is refused by the field',
    async (body) => {
      const guest = await Guest.with(shop.url, tea);
      const answer = await guest.send('POST', '/cart/coupon', body);
      expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
      expect(answer.body.error.details.errors[0].path).toEqual(['code']);
    },
  );

  it('F-53 that ends before the order refuses it, and the cart says why', async () => {
    const { code } = await makeCoupon(shop);
    const guest = await Guest.withCoupon(shop.url, tea, code);
    await shop.sql(`UPDATE coupons SET ends_at = now() AT TIME ZONE 'UTC' WHERE code = $1`, [code]);
    expect((await guest.send('GET', '/cart')).body.data).toMatchObject({
      coupon: { code, discount: 0, applied: false, reason: 'COUPON_EXPIRED' },
      totals: { discount: 0 },
    });
    expect(refusal(await guest.order())).toEqual([422, 'COUPON_EXPIRED']);
    await shop.sql('DELETE FROM coupons WHERE code = $1', [code]);
    expect((await guest.send('GET', '/cart')).body.data.coupon).toMatchObject({
      applied: false,
      reason: 'COUPON_NOT_FOUND',
    });
    expect(refusal(await guest.order())).toEqual([404, 'COUPON_NOT_FOUND']);
    await guest.send('DELETE', '/cart/coupon');
    expect((await guest.order()).status).toBe(201);
  });

  it('F-53 is valid up to its end and not at it, whatever zone it was written in', async () => {
    const guest = await Guest.with(shop.url, tea);
    let given: HttpAnswer;
    let end = 0;
    // A slow machine may need longer until it has given it.
    for (let life = 2_500; ; life *= 2) {
      end = Date.now() + life;
      const inNairobi = new Date(end + 3 * 3600_000).toISOString().replace('Z', '+03:00');
      const { code } = await makeCoupon(shop, { endsAt: inNairobi });
      given = await guest.give(code);
      if (given.status === 200 || life > 20_000) break;
    }
    expect(given.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, end - Date.now() + 50));
    expect(refusal(await guest.order())).toEqual([422, 'COUPON_EXPIRED']);
  });

  it('F-55 that takes all off leaves an order of nothing', async () => {
    const [all, shipping] = [
      await makeCoupon(shop, { type: 'fixed_amount', amount: 99_999, combinable: true }),
      await makeCoupon(shop, { type: 'free_shipping', combinable: true }),
    ];
    const guest = await Guest.with(shop.url, tea);
    await guest.give(all.code);
    const { body } = await guest.give(shipping.code);
    expect(body.data.totals).toEqual({
      subtotal: 1000,
      discount: 1000,
      shipping: 0,
      tax: 0,
      rounding: 0,
      total: 0,
    });
    const placed = await guest.order({ expectedTotal: 0 });
    expect([placed.status, placed.body.data.total]).toEqual([201, 0]);
    expect(placed.body.data.discountLines).toHaveLength(2);
  });
});

describe('several coupons', () => {
  const combinable = (data: object = {}) => makeCoupon(shop, { combinable: true, ...data });
  const codesOf = (answer: HttpAnswer) =>
    (answer.body.data.coupons as { code: string }[]).map(({ code }) => code);

  it('stand together where all may, else the later takes the place of the earlier', async () => {
    const [one, two, alone] = [await combinable(), await combinable(), await makeCoupon(shop)];
    const guest = await Guest.with(shop.url, tea);
    await guest.give(one.code);
    const both = await guest.give(two.code);
    expect(codesOf(both)).toEqual([one.code, two.code]);
    expect(both.body.data.totals.discount).toBe(190);
    expect(codesOf(await guest.give(one.code))).toEqual([one.code, two.code]);
    expect(codesOf(await guest.give(alone.code))).toEqual([alone.code]);
    expect(codesOf(await guest.give(one.code))).toEqual([one.code]);
  });

  it('are at most five, and go one at a time', async () => {
    const guest = await Guest.with(shop.url, tea);
    const coupons = await Promise.all(Array.from({ length: 6 }, () => combinable()));
    for (const { code } of coupons.slice(0, 5)) await guest.give(code);
    expect(refusal(await guest.give(coupons[5]?.code ?? ''))).toEqual([
      422,
      'COUPON_LIMIT_REACHED',
    ]);
    const fewer = await guest.send('DELETE', `/cart/coupon?code=${coupons[0]?.code}`);
    expect(codesOf(fewer)).toEqual(coupons.slice(1, 5).map(({ code }) => code));
    expect((await guest.order()).status).toBe(201);
    expect(await Promise.all(coupons.map(({ code }) => usesOf(code)))).toEqual([0, 1, 1, 1, 1, 0]);
  });
});

describe('what a coupon is for', () => {
  it('is a product, a category with those below, a collection or a store', async () => {
    const near = await makeStore(shop);
    const [mug] = await makeProduct(shop, { price: 1000 });
    if (mug === undefined) throw new Error('no mug');
    await stock(shop, near, mug, 100);
    const kitchen = await write(shop, 'POST', 'categories', { name: 'Kitchen', slug: 'kitchen' });
    const cups = await write(shop, 'POST', 'categories', {
      name: 'Cups',
      slug: 'cups',
      parent: kitchen.documentId,
    });
    const gifts = await write(shop, 'POST', 'collections', { name: 'Gifts', slug: 'gifts' });
    for (const [table, column, id] of [
      ['products_categories_lnk', 'category_id', cups.id],
      ['products_collections_lnk', 'collection_id', gifts.id],
    ] as const) {
      await shop.sql(
        `INSERT INTO ${table} (product_id, ${column})
         SELECT id, $2 FROM products WHERE document_id = $1`,
        [mug.productId, id],
      );
    }
    const guest = await Guest.with(shop.url, tea);
    await guest.send('POST', '/cart/items', { sku: mug.sku, quantity: 1 });
    for (const scope of [
      { products: [mug.productId] },
      { categories: [cups.documentId] },
      { categories: [kitchen.documentId] },
      { collections: [gifts.documentId] },
      { stores: [near.documentId] },
    ]) {
      const { code } = await makeCoupon(shop, { percentage: 5000, ...scope });
      const { body } = await guest.give(code);
      expect([scope, body.data.items.map((item: { discount: number }) => item.discount)]).toEqual([
        scope,
        [0, 500],
      ]);
    }
    const teaAlone = await Guest.with(shop.url, tea);
    const { code } = await makeCoupon(shop, { categories: [kitchen.documentId] });
    expect(refusal(await teaAlone.give(code))).toEqual([422, 'COUPON_NOT_APPLICABLE']);
  });
});

describe('limits', () => {
  it('F-45 fifty orders at the last use over two processes: one has it, the others nothing at all', async () => {
    const { code } = await makeCoupon(shop, { usageLimit: 2, combinable: true });
    const first = await Guest.withCoupon(shop.url, tea, code);
    expect((await first.order()).status).toBe(201);
    // A second coupon that all of them use, so that two are locked at a time.
    const second = await makeCoupon(shop, { combinable: true });
    const goods = await makeGoods(shop);
    const urls = [shop.url, other.url];
    const guests = await Promise.all(
      Array.from({ length: 50 }, (_, turn) => Guest.with(urls[turn % 2] ?? shop.url, goods)),
    );
    for (const [turn, guest] of guests.entries()) {
      const order = turn % 2 === 0 ? [code, second.code] : [second.code, code];
      for (const one of order) expect((await guest.give(one)).status).toBe(200);
    }
    const answers = await Promise.all(
      guests.map((guest, turn) => guest.order({ email: `buyer${turn}@example.com` })),
    );
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(1);
    for (const answer of answers.filter((one) => !placed.includes(one))) {
      expect(refusal(answer)).toEqual([409, 'COUPON_EXHAUSTED']);
      expect(answer.body.error.details.coupon).toBe(code);
    }
    expect([await usesOf(code), await usesOf(second.code)]).toEqual([2, 1]);
    const [orders] = await shop.sql<{ count: number }>(
      'SELECT count(*) FROM order_lines WHERE sku = $1',
      [goods.sku],
    );
    expect(orders?.count).toBe(1);
  });

  it('F-45 one a customer: of two orders at once one has it, whether a guest or signed in', async () => {
    const { code } = await makeCoupon(shop, { usageLimitPerCustomer: 1 });
    const email = 'Once@Example.com';
    const headers = await signUp(email);
    const body = { sku: tea.sku, quantity: 1 };
    await call('POST', `${shop.url}/api/cart/items`, { headers, body });
    await call('POST', `${shop.url}/api/cart/coupon`, { headers, body: { code } });
    const guest = await Guest.withCoupon(other.url, tea, code);
    const answers = await Promise.all([
      guest.order({ email: email.toLowerCase() }),
      call('POST', `${shop.url}/api/orders`, {
        headers: { ...headers, ...newKey() },
        body: { ...CASH_ORDER, email: 'else@example.com' },
      }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await usesOf(code)).toBe(1);
  });

  it('the first order alone', async () => {
    const { code } = await makeCoupon(shop, { firstOrderOnly: true });
    const email = 'first@example.com';
    const one = await Guest.withCoupon(shop.url, tea, code);
    const two = await Guest.withCoupon(shop.url, tea, code);
    const placed = await one.order({ email });
    expect(placed.status).toBe(201);
    expect(refusal(await two.order({ email: email.toUpperCase() }))).toEqual([
      422,
      'COUPON_FIRST_ORDER_ONLY',
    ]);
    // A cancelled order is none.
    await cancel(shop.url, placed);
    expect((await two.order({ email })).status).toBe(201);
  });

  it('F-46 a cancelled order gives its use back, once', async () => {
    const { code } = await makeCoupon(shop, { usageLimit: 1 });
    const one = await Guest.withCoupon(shop.url, tea, code);
    const two = await Guest.withCoupon(shop.url, tea, code);
    const placed = await one.order();
    expect(refusal(await two.order())).toEqual([409, 'COUPON_EXHAUSTED']);
    const cancelled = await Promise.all([
      cancel(shop.url, placed),
      cancel(other.url, placed),
      cancel(shop.url, placed),
    ]);
    expect(cancelled.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await usesOf(code)).toBe(0);
    expect((await two.order()).status).toBe(201);
    expect(await usesOf(code)).toBe(1);
  });

  it('the doctor finds and mends a count that is not the ledger’s', async () => {
    const { code } = await makeCoupon(shop);
    const guest = await Guest.withCoupon(shop.url, tea, code);
    await guest.order();
    await shop.sql('UPDATE coupons SET used_count = 7 WHERE code = $1', [code]);
    await shop.sql(
      `UPDATE coupon_customers SET used = 9
        WHERE coupon_id = (SELECT id FROM coupons WHERE code = $1)`,
      [code],
    );
    const found = await runDoctor(shop.database.url);
    expect(found.status).toBe(1);
    expect(found.output).toContain(`uses of ${code} are 7, its redemptions say 1`);
    const mended = await runDoctor(shop.database.url, '--repair');
    expect(mended.status).toBe(0);
    expect(await usesOf(code)).toBe(1);
  });
});

describe('codes', () => {
  it('F-54 are compared in any case and width, and by nothing that only looks alike', async () => {
    await makeCoupon(shop, { code: 'SAVE10' });
    const guest = await Guest.with(shop.url, tea);
    for (const typed of ['save10', ' SAVE10 ', 'ＳＡＶＥ１０']) {
      expect((await guest.give(typed)).body.data.coupon).toMatchObject({ code: 'SAVE10' });
    }
    expect(refusal(await guest.give('S\u0410VE10'))).toEqual([404, 'COUPON_NOT_FOUND']);
  });

  it('F-54 cannot be guessed for long', async () => {
    const { code } = await makeCoupon(shop);
    const guest = await Guest.with(other.url, tea);
    const guess = (word: string) =>
      call('POST', `${other.url}/api/coupons/validate`, { body: { code: word, subtotal: 100 } });
    const answers = [];
    for (let turn = 0; turn < 6; turn += 1) answers.push((await guess(`GUESS${turn}`)).status);
    expect(answers).toEqual([404, 404, 404, 429, 429, 429]);
    expect(refusal(await guess(code))).toEqual([429, 'RATE_LIMITED']);
    expect(refusal(await guest.give(code))).toEqual([429, 'RATE_LIMITED']);
  });
});

describe('POST /api/coupons/validate', () => {
  const validate = (body: object, headers: Record<string, string> = {}) =>
    call('POST', `${shop.url}/api/coupons/validate`, { body, headers });

  it('says what a coupon takes off a sum', async () => {
    const { code } = await makeCoupon(shop, { minimumAmount: 500 });
    const { status, body } = await validate({ code: code.toLowerCase(), subtotal: 999 });
    expect(status).toBe(200);
    expect(body.data).toEqual({
      code,
      type: 'percentage',
      description: '10 % off',
      discount: 100,
      currency: 'USD',
      applied: true,
    });
    const refused = await validate({ code, subtotal: 499 });
    expect(refusal(refused)).toEqual([422, 'COUPON_MINIMUM_NOT_MET']);
    expect(refused.body.error.details).toMatchObject({
      minimumAmount: 500,
      subtotal: 499,
      currency: 'USD',
    });
    expect(refusal(await validate({ code, subtotal: 500, currency: 'KES' }))).toEqual([
      422,
      'COUPON_NOT_APPLICABLE',
    ]);
    expect(refusal(await validate({ code }))).toEqual([422, 'COUPON_MINIMUM_NOT_MET']);
  });

  it('says what it takes off the caller’s cart, and leaves that as it is', async () => {
    const { code } = await makeCoupon(shop, {
      type: 'buy_x_get_y',
      buyQuantity: 1,
      getQuantity: 1,
    });
    const guest = await Guest.with(shop.url, tea, 2);
    const { body } = await guest.send('POST', '/coupons/validate', { code });
    expect(body.data).toMatchObject({ code, discount: 1000 });
    expect((await guest.send('GET', '/cart')).body.data.coupons).toEqual([]);
    const { code: later } = await makeCoupon(shop, { startsAt: '2100-01-01T00:00:00.000Z' });
    const refused = await guest.send('POST', '/coupons/validate', { code: later });
    expect(refusal(refused)).toEqual([422, 'COUPON_NOT_STARTED']);
  });

  it.each([
    [{}, 'code'],
    [{ code: 'A', subtotal: -1 }, 'subtotal'],
    [{ code: 'A', subtotal: 1.5 }, 'subtotal'],
    [{ code: 'A', subtotal: '100' }, 'subtotal'],
    [{ code: 'A', subtotal: 100, currency: 'usd' }, 'currency'],
  ])('%j is refused by the field %s', async (body, field) => {
    const answer = await validate(body);
    expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body.error.details.errors[0].path).toEqual([field]);
  });
});

describe('/api/admin/coupons', () => {
  const coupons = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    call(method, `${shop.url}/api/admin/coupons${path}`, { headers, ...(body ? { body } : {}) });

  it('keeps coupons for staff and API tokens', async () => {
    const body = { code: 'BACK10', type: 'percentage', percentage: 1000 };
    for (const token of [await shop.apiToken(), await shop.adminToken()]) {
      const made = await coupons('POST', '', bearer(token), body);
      expect([made.status, made.body.data]).toEqual([201, expect.objectContaining(body)]);
      const path = `/${made.body.data.documentId}`;
      const changed = await coupons('PUT', path, bearer(token), { percentage: 2000 });
      expect([changed.status, changed.body.data.percentage]).toEqual([200, 2000]);
      const read = await coupons('GET', path, bearer(token));
      expect(read.body.data).toEqual(changed.body.data);
      const wrong = await coupons('PUT', path, bearer(token), { percentage: -1 });
      expect(wrong.body.error.details.errors[0].path).toEqual(['percentage']);
      expect((await coupons('DELETE', path, bearer(token))).status).toBe(204);
      expect(refusal(await coupons('GET', path, bearer(token)))).toEqual([404, 'NOT_FOUND']);
    }
  });

  const OF_PRODUCTS = [
    true,
    0.5,
    2_147_483_648,
    '1abc',
    [{}],
    [[1]],
    { id: true },
    { documentId: { toString: 1 } },
    { set: true },
    { connect: [2_147_483_648] },
    { connect: [{ id: 1, locale: {} }] },
    { disconnect: [{ id: 'x' }] },
  ].map((wrong): [string, unknown] => ['products', wrong]);
  it.each([
    ...OF_PRODUCTS,
    ['description', { toString: 1 }],
    ['description', 'a\u0000b'],
    ['active', { valueOf: 1, toString: 1 }],
    ['usageLimit', { toString: 1 }],
  ])('refuses one whose %s is %j, and changes nothing', async (field, wrong) => {
    const code = `WRONG-${field}`;
    const token = bearer(await shop.apiToken());
    const { code: kept } = await makeCoupon(shop);
    const [before] = await shop.sql('SELECT * FROM coupons WHERE code = $1', [kept]);
    const path = `/${(before as { document_id: string }).document_id}`;
    const uid = 'api::coupon.coupon';
    const panel = `${shop.url}/content-manager/collection-types/${uid}`;
    const message = (body: object) => ({ headers: token, body });
    const staff = { headers: bearer(await shop.adminToken()), body: { [field]: wrong } };
    const answers = [
      await coupons('POST', '', token, { code, [field]: wrong }),
      await coupons('PUT', path, token, { [field]: wrong }),
      await call('PUT', `${shop.url}/api/coupons${path}`, message({ data: { [field]: wrong } })),
      await call('PUT', `${panel}${path}`, staff),
    ];
    const told = answers.map(({ status, body }) => [status, body.error?.details.errors[0].path]);
    expect(told).toEqual(answers.map(() => [400, expect.arrayContaining([field])]));
    expect(await shop.sql('SELECT * FROM coupons WHERE code = $1', [code])).toEqual([]);
    expect(await shop.sql('SELECT * FROM coupons WHERE code = $1', [kept])).toEqual([before]);
  });

  it('takes no field that every object has', async () => {
    const made = await coupons('POST', '', bearer(await shop.apiToken()), {
      code: 'EVERY-OBJECT',
      constructor: 1,
    });
    expect([made.status, made.body.error.details.errors[0].path]).toEqual([400, ['constructor']]);
  });

  it('lists them by pages', async () => {
    for (let index = 0; index < 3; index += 1) await makeCoupon(shop);
    const query = '?page=2&pageSize=2&sort=code';
    const { body } = await coupons('GET', query, bearer(await shop.apiToken()));
    expect(body.meta.pagination).toMatchObject({ page: 2, pageSize: 2 });
    expect(body.data).toHaveLength(Math.min(2, body.meta.pagination.total - 2));
    const wrong = await coupons('GET', '?pageSize=none', bearer(await shop.apiToken()));
    expect(refusal(wrong)).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('is closed to everybody else', async () => {
    expect((await coupons('GET', '', {})).status).toBe(403);
    expect((await coupons('POST', '', {}, { code: 'MINE' })).status).toBe(403);
    expect((await coupons('GET', '', bearer('forged'))).status).toBe(401);
  });
});
