import { createShop, type TestShop } from '../support/shop';
import { booksOf, call, make, makeStock, makeStore, makeVariant } from './goods';

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

async function carried(onHand: number, count = 2) {
  const store = await makeStore(shop);
  const goods = [];
  for (let turn = 0; turn < count; turn += 1) {
    const variant = await makeVariant(shop);
    goods.push({ ...variant, stock: await makeStock(shop, variant, store, onHand) });
  }
  return { store, goods };
}

describe('GET /api/stores/:id/availability', () => {
  const read = (storeId: string, query = '') =>
    call<{ sku: string; available: number }[]>(
      shop.url,
      `/api/stores/${storeId}/availability${query}`,
    );

  it('answers anybody what the store can sell, and 0 of what it does not carry', async () => {
    const { store, goods } = await carried(3);
    const elsewhere = await makeVariant(shop);
    const skus = [...goods, elsewhere].map(({ sku }) => sku);
    const answer = await read(store.documentId, `?${skus.map((sku) => `sku=${sku}`).join('&')}`);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.data).toHaveLength(3);
    expect(answer.data).toEqual(
      expect.arrayContaining([
        { sku: skus[0], available: 3 },
        { sku: skus[1], available: 3 },
        { sku: elsewhere.sku, available: 0 },
      ]),
    );
  });

  it('gives pages of all without a SKU', async () => {
    const { store, goods } = await carried(1, 3);
    const skus = goods.map(({ sku }) => sku).sort();
    const first = await read(store.documentId, '?pageSize=2');
    const second = await read(store.documentId, '?pageSize=2&page=2');
    expect(first.meta?.pagination).toEqual({ page: 1, pageSize: 2, pageCount: 2, total: 3 });
    expect([...first.data, ...second.data].map(({ sku }) => sku)).toEqual(skus);
    expect((await read(store.documentId, '?page=9')).data).toEqual([]);
  });

  it('counts expired holds as free and live ones not', async () => {
    const { store, goods } = await carried(5, 1);
    const [only] = goods;
    await shop.sql(`UPDATE stock_levels SET reserved = 4 WHERE id = $1`, [only?.stock.id]);
    await shop.sql(
      `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
       VALUES ('expired', $1, 3, 'held', now()), ('live', $1, 1, 'held', now() + interval '1 h')`,
      [only?.stock.id],
    );
    expect((await read(store.documentId)).data).toEqual([{ sku: only?.sku, available: 4 }]);
  });

  it('does not tell of what the public may not know', async () => {
    const { store } = await carried(1, 1);
    const hidden = await makeVariant(shop, { active: false });
    const draft = await make(shop, 'variants', { sku: 'DRAFT-ONLY', title: 'x', price: 1 });
    await makeStock(shop, hidden, store, 1);
    await makeStock(shop, draft, store, 1);
    expect((await read(store.documentId)).data).toHaveLength(1);
    for (const sku of [hidden.sku, 'DRAFT-ONLY', 'NO-SUCH-SKU']) {
      expect(await read(store.documentId, `?sku=${sku}`)).toMatchObject({
        status: 404,
        error: { details: { code: 'SKU_NOT_FOUND', sku } },
      });
    }
  });

  it.each([
    ['an unknown store', 'nosuchstore', '', 404],
    ['an empty SKU', undefined, '?sku=', 400],
    ['a page of nothing', undefined, '?page=0', 400],
    ['a page too large', undefined, '?pageSize=101', 400],
    ['an unknown parameter', undefined, '?colour=red', 400],
    ['a nested SKU', undefined, '?sku[a][b]=1', 400],
  ])('refuses %s', async (_what, storeId, query, status) => {
    const { store } = await carried(1, 1);
    expect((await read(storeId ?? store.documentId, query)).status).toBe(status);
  });
});

describe('PUT /api/stores/:id/stock', () => {
  const write = async (storeId: string, body: unknown, headers: Record<string, string> = {}) =>
    call<{ changed: number }>(shop.url, `/api/stores/${storeId}/stock`, {
      method: 'PUT',
      token: await shop.apiToken(),
      body,
      headers,
    });

  it('sets and changes a batch, with a movement for each row that changes', async () => {
    const { store, goods } = await carried(5);
    const [first, second] = goods;
    const third = await makeVariant(shop);
    const answer = await write(store.documentId, [
      { sku: first?.sku, onHand: 5, reason: 'count' },
      { sku: second?.sku, delta: -2, reason: 'broken' },
      { sku: third.sku, onHand: 8, reason: 'delivery' },
    ]);
    expect(answer).toMatchObject({ status: 200, data: { changed: 2 } });
    const movements = await shop.sql(
      `SELECT variant.sku, delta, on_hand_after, reason, movement.actor
         FROM stock_movements movement
         JOIN stock_levels level ON level.id = movement.stock_level_id
         JOIN variants variant ON variant.id = level.variant_id
        WHERE movement.kind = 'adjusted' AND variant.sku = ANY($1)
        ORDER BY delta`,
      [[first?.sku, second?.sku, third.sku]],
    );
    const actor = expect.stringMatching(/^machine:\d+$/) as string;
    expect(movements).toEqual([
      { sku: second?.sku, delta: -2, on_hand_after: 3, reason: 'broken', actor },
      { sku: third.sku, delta: 8, on_hand_after: 8, reason: 'delivery', actor },
    ]);
  });

  it('is all or nothing below what is reserved', async () => {
    const { store, goods } = await carried(5);
    const [first, second] = goods;
    if (!first || !second) throw new Error('unreachable');
    await shop.sql(
      `WITH level AS (UPDATE stock_levels SET reserved = 4 WHERE id = $1)
       INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
       VALUES ('till', $1, 4, 'held', now() + interval '1 h')`,
      [second.stock.id],
    );
    const refused = await write(store.documentId, [
      { sku: first.sku, onHand: 50 },
      { sku: second.sku, onHand: 3 },
    ]);
    expect(refused).toMatchObject({
      status: 409,
      error: {
        details: {
          code: 'BELOW_RESERVED',
          rows: [{ sku: second.sku, onHand: 3, reserved: 4 }],
        },
      },
    });
    expect(await booksOf(shop, first.stock)).toMatchObject({ on_hand: 5, moved: 5 });
    expect(await booksOf(shop, second.stock)).toMatchObject({ on_hand: 5, moved: 5 });
  });

  it('is done once for a key, however often it is sent', async () => {
    const { store, goods } = await carried(5, 1);
    const [only] = goods;
    if (!only) throw new Error('unreachable');
    const key = { 'idempotency-key': 'till-batch-2026-0001' };
    const body = [{ sku: only.sku, delta: 3 }];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => write(store.documentId, body, key)),
    );
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await booksOf(shop, only.stock)).toMatchObject({ on_hand: 8, moved: 8 });
  });

  it('F-48 keeps every change when many come at once in different orders', async () => {
    const { store, goods } = await carried(5, 4);
    const batches = Array.from({ length: 20 }, (_, turn) => {
      const rows = goods.map(({ sku }) => ({ sku, delta: 1 }));
      return turn % 2 === 0 ? rows : rows.reverse();
    });
    const answers = await Promise.all(batches.map((rows) => write(store.documentId, rows)));
    expect(answers.map(({ status }) => status)).toEqual(batches.map(() => 200));
    for (const { stock } of goods) {
      expect(await booksOf(shop, stock)).toMatchObject({ on_hand: 25, moved: 25 });
    }
  });

  it('refuses what it cannot read, naming it, and changes nothing', async () => {
    const { store, goods } = await carried(5, 1);
    const [only] = goods;
    if (!only) throw new Error('unreachable');
    const { sku } = only;
    const bad: [unknown, string][] = [
      [{ sku, onHand: 1 }, ''],
      [[], ''],
      [[{ sku }], '0'],
      [[{ sku, onHand: 1, delta: 1 }], '0'],
      [[{ sku, onHand: -1 }], '0.onHand'],
      [[{ sku, onHand: 1.5 }], '0.onHand'],
      [[{ sku, onHand: '5' }], '0.onHand'],
      [[{ sku, delta: 1e12 }], '0.delta'],
      [[{ sku, onHand: 1, price: 1 }], '0.price'],
      [
        [
          { sku, onHand: 1 },
          { sku, onHand: 2 },
        ],
        '1.sku',
      ],
      [[{ sku: 'a\u0000b', onHand: 1 }], '0.sku'],
      [Array.from({ length: 1_001 }, (_, turn) => ({ sku: `S${turn}`, onHand: 1 })), ''],
    ];
    for (const [body, path] of bad) {
      const refused = await write(store.documentId, body);
      const errors = refused.error?.details.errors as { path: string[] }[];
      expect(refused.status).toBe(400);
      expect(errors.map((fault) => fault.path.join('.'))).toContain(path);
    }
    const unknown = await write(store.documentId, [
      { sku, onHand: 1 },
      { sku: 'NO-SUCH-SKU', onHand: 1 },
    ]);
    expect(unknown).toMatchObject({ status: 404, error: { details: { code: 'SKU_NOT_FOUND' } } });
    expect((await write('nosuchstore', [{ sku, onHand: 1 }])).status).toBe(404);
    const most = await write(store.documentId, [{ sku, delta: 1_000_000_000 }]);
    expect(most.status).toBe(400);
    expect(await booksOf(shop, only.stock)).toMatchObject({ on_hand: 5, moved: 5 });
  });

  it('is closed to shoppers', async () => {
    const { store, goods } = await carried(5, 1);
    const body = [{ sku: goods[0]?.sku, onHand: 9 }];
    const path = `/api/stores/${store.documentId}/stock`;
    const anonymous = await call(shop.url, path, { method: 'PUT', body });
    expect(anonymous.status).toBe(401);
    const forged = await call(shop.url, path, { method: 'PUT', body, token: 'abc' });
    expect(forged.status).toBe(401);
  });

  it('is open to staff in the panel', async () => {
    const { store, goods } = await carried(5, 1);
    const answer = await call(shop.url, `/api/stores/${store.documentId}/stock`, {
      method: 'PUT',
      body: [{ sku: goods[0]?.sku, onHand: 9 }],
      token: await shop.adminToken(),
    });
    expect(answer).toMatchObject({ status: 200, data: { changed: 1 } });
  });
});
