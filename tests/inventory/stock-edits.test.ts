import { createShop, type TestShop } from '../support/shop';
import { booksOf, call, make, makeStock, makeStore, makeVariant } from './goods';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('by other systems', () => {
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
});

describe('by hand', () => {
  const STOCK = '/content-manager/collection-types/api::stock-level.stock-level';

  async function panel(method: string, path: string, body?: object) {
    const token = await shop.adminToken();
    const answer = await call(shop.url, path, {
      method,
      token,
      ...(body === undefined ? {} : { body }),
    });
    return answer;
  }

  async function stocked(onHand: number) {
    const variant = await makeVariant(shop);
    const store = await makeStore(shop);
    const stock = await makeStock(shop, variant, store, onHand);
    return { variant, store, stock };
  }

  const reserve = (id: number, quantity: number) =>
    shop.sql(
      `WITH level AS (UPDATE stock_levels SET reserved = reserved + $2 WHERE id = $1)
     INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
     VALUES ('hold-' || $1 || '-' || random(), $1, $2, 'held', now() + interval '1 hour')`,
      [id, quantity],
    );

  describe('stock edited by hand', () => {
    it('leaves a movement when it is made and when it is changed in the panel', async () => {
      const variant = await makeVariant(shop);
      const store = await makeStore(shop);
      const made = await panel('POST', STOCK, {
        variant: { connect: [{ id: variant.id, documentId: variant.documentId }], disconnect: [] },
        store: { connect: [{ id: store.id, documentId: store.documentId }], disconnect: [] },
        onHand: 12,
      });
      expect(made).toMatchObject({ status: 201, data: { onHand: 12 } });
      const { documentId, id, updatedAt } = made.data as {
        documentId: string;
        id: number;
        updatedAt: string;
      };
      const read = await panel('GET', `${STOCK}/${documentId}`);
      const changed = await panel('PUT', `${STOCK}/${documentId}`, {
        ...(read.data as object),
        variant: { connect: [], disconnect: [] },
        store: { connect: [], disconnect: [] },
        onHand: 9,
      });
      expect(changed).toMatchObject({ status: 200, data: { onHand: 9 } });
      const movements = await shop.sql(
        'SELECT delta, on_hand_after, kind, actor FROM stock_movements WHERE stock_level_id = $1 ORDER BY id',
        [id],
      );
      expect(updatedAt).toEqual(expect.any(String));
      expect(movements).toEqual([
        { delta: 12, on_hand_after: 12, kind: 'initial', actor: 'staff:1' },
        { delta: -3, on_hand_after: 9, kind: 'adjusted', actor: 'staff:1' },
      ]);
      const events = await shop.sql(
        `SELECT payload->>'onHand' AS on_hand FROM outbox WHERE event = 'stock.changed' AND subject = $1 ORDER BY id`,
        [documentId],
      );
      expect(events).toEqual([{ on_hand: '12' }, { on_hand: '9' }]);
    });

    it('F-48 does not let a page that shows an old number overwrite a sale', async () => {
      const { stock } = await stocked(10);
      const page = await panel('GET', `${STOCK}/${stock.documentId}`);
      const token = await shop.apiToken();
      const path = `/api/stock-levels/${stock.documentId}`;
      await call(shop.url, path, { method: 'PUT', token, body: { data: { onHand: 7 } } });
      const stale = await panel('PUT', `${STOCK}/${stock.documentId}`, {
        ...(page.data as object),
        variant: { connect: [], disconnect: [] },
        store: { connect: [], disconnect: [] },
        onHand: 11,
      });
      expect(stale).toMatchObject({ status: 409, error: { details: { code: 'EDIT_CONFLICT' } } });
      expect(await booksOf(shop, stock)).toMatchObject({ on_hand: 7, moved: 7 });
    });

    it('F-48 does not overwrite a sale that comes while the page is being saved', async () => {
      const { variant, store, stock } = await stocked(10);
      const page = await panel('GET', `${STOCK}/${stock.documentId}`);
      const stop = await shop.steps.stopBefore('inventory.adjust_stock');
      const saved = panel('PUT', `${STOCK}/${stock.documentId}`, {
        ...(page.data as object),
        variant: { connect: [], disconnect: [] },
        store: { connect: [], disconnect: [] },
        onHand: 12,
      });
      await stop.standing;
      const sold = await call(shop.url, `/api/stores/${store.documentId}/stock`, {
        method: 'PUT',
        token: await shop.apiToken(),
        body: [{ sku: variant.sku, delta: -1 }],
      });
      expect(sold.status).toBe(200);
      await stop.go();
      expect(await saved).toMatchObject({
        status: 409,
        error: { details: { code: 'EDIT_CONFLICT' } },
      });
      expect(await booksOf(shop, stock)).toMatchObject({ on_hand: 9, moved: 9 });
    });

    it('is refused below what is reserved, and nothing changes', async () => {
      const { stock } = await stocked(10);
      await reserve(stock.id, 4);
      const refused = await panel('PUT', `${STOCK}/${stock.documentId}`, { onHand: 3 });
      expect(refused).toMatchObject({
        status: 409,
        error: { details: { code: 'BELOW_RESERVED' } },
      });
      expect(await booksOf(shop, stock)).toEqual({ on_hand: 10, reserved: 4, moved: 10, live: 4 });
    });

    it('counts expired holds as gone', async () => {
      const { stock } = await stocked(10);
      await reserve(stock.id, 4);
      await shop.sql(
        `UPDATE holds SET expires_at = now() - interval '1 s' WHERE stock_level_id = $1`,
        [stock.id],
      );
      const changed = await panel('PUT', `${STOCK}/${stock.documentId}`, { onHand: 3 });
      expect(changed.status).toBe(200);
      expect(await booksOf(shop, stock)).toEqual({ on_hand: 3, reserved: 0, moved: 3, live: 0 });
    });

    it.each([
      ['a negative number', { onHand: -1 }],
      ['a fraction', { onHand: 1.5 }],
      ['a word', { onHand: 'many' }],
      ['reserved', { reserved: 3 }],
      ['another variant', { variant: null }],
      ['a store that is not there', { store: 'nosuchstore' }],
    ])('refuses %s with a 400', async (_what, data) => {
      const { stock } = await stocked(5);
      const token = await shop.apiToken();
      const refused = await call(shop.url, `/api/stock-levels/${stock.documentId}`, {
        method: 'PUT',
        token,
        body: { data },
      });
      expect(refused.status).toBe(400);
      expect(await booksOf(shop, stock)).toMatchObject({ on_hand: 5, reserved: 0 });
    });

    it('is one level a variant and store', async () => {
      const { variant, store } = await stocked(5);
      const token = await shop.apiToken();
      const again = await call(shop.url, '/api/stock-levels', {
        method: 'POST',
        token,
        body: { data: { variant: variant.documentId, store: store.documentId, onHand: 1 } },
      });
      expect(again).toMatchObject({ status: 409, error: { details: { code: 'ALREADY_EXISTS' } } });
    });

    it('follows what the variant says of backorder', async () => {
      const { variant, stock } = await stocked(1);
      const flag = async () => {
        const [row] = await shop.sql('SELECT backorderable FROM stock_levels WHERE id = $1', [
          stock.id,
        ]);
        return row;
      };
      const path = `/content-manager/collection-types/api::variant.variant/${variant.documentId}`;
      expect(await panel('PUT', path, { allowBackorder: true })).toMatchObject({ status: 200 });
      expect(await flag()).toEqual({ backorderable: true });
      await reserve(stock.id, 3);
      const refused = await panel('PUT', path, { allowBackorder: false });
      expect(refused).toMatchObject({
        status: 409,
        error: { details: { code: 'BELOW_RESERVED' } },
      });
      expect(await flag()).toEqual({ backorderable: true });
    });

    it('names a field that may not be empty', async () => {
      const { documentId } = await makeVariant(shop);
      const refused = await call(shop.url, `/api/variants/${documentId}`, {
        method: 'PUT',
        token: await shop.apiToken(),
        body: { data: { allowBackorder: null } },
      });
      expect(refused).toMatchObject({
        status: 400,
        error: { details: { errors: [{ path: ['allowBackorder'] }] } },
      });
    });

    it('cannot write movements', async () => {
      const { stock } = await stocked(5);
      const refused = await panel(
        'POST',
        '/content-manager/collection-types/plugin::inventory.stock-movement',
        {
          stockLevel: { connect: [{ id: stock.id, documentId: stock.documentId }], disconnect: [] },
          delta: 5,
          onHandAfter: 10,
          kind: 'received',
          at: '2026-01-01T00:00:00.000Z',
        },
      );
      expect(refused.status).toBe(403);
    });
  });

  describe('what something else needs', () => {
    it.each(['store', 'variant'] as const)('a %s with stock is not deleted', async (kind) => {
      const goods = await stocked(5);
      const { documentId } = goods[kind];
      const path = `/content-manager/collection-types/api::${kind}.${kind}/${documentId}`;
      const refused = await panel('DELETE', path);
      expect(refused).toMatchObject({
        status: 409,
        error: {
          message: expect.stringContaining('Mark it inactive'),
          details: { code: 'IN_USE' },
        },
      });
      expect(await panel('GET', path)).toMatchObject({ status: 200 });
    });

    it('a stock level with a history is not deleted', async () => {
      const { stock } = await stocked(5);
      const refused = await panel('DELETE', `${STOCK}/${stock.documentId}`);
      expect(refused).toMatchObject({ status: 409, error: { details: { code: 'IN_USE' } } });
    });

    it('a store that never had stock is', async () => {
      const store = await makeStore(shop);
      const path = `/content-manager/collection-types/api::store.store/${store.documentId}`;
      expect((await panel('DELETE', path)).status).toBe(200);
    });

    it('a code that is taken is a 409, also when two come at once', async () => {
      const token = await shop.apiToken();
      const data = { code: 'TWICE', name: 'Twice', country: 'KE', timezone: 'Africa/Nairobi' };
      const body = { data: { ...data, latitude: 0, longitude: 0 } };
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          call(shop.url, '/api/stores', { method: 'POST', token, body }),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
      expect(statuses.every((status) => [201, 400, 409].includes(status))).toBe(true);
    });

    it('relations without a join table can be set and changed in every form', async () => {
      const [first, second] = [await makeStore(shop), await makeStore(shop)];
      const variant = await makeVariant(shop);
      const stock = await make(shop, 'stock-levels', {
        variant: { connect: [variant.documentId] },
        store: { set: [{ documentId: first.documentId }] },
      });
      const read = await call<{ store: { documentId: string } }>(
        shop.url,
        `/api/stock-levels/${stock.documentId}?populate=store`,
        { token: await shop.apiToken() },
      );
      expect(read.data.store.documentId).toBe(first.documentId);
      const moved = await panel('PUT', `${STOCK}/${stock.documentId}`, {
        store: {
          connect: [{ id: second.id, documentId: second.documentId }],
          disconnect: [{ id: first.id, documentId: first.documentId }],
        },
      });
      expect(moved).toMatchObject({
        status: 400,
        error: { message: expect.stringMatching(/store/) },
      });
    });
  });
});
