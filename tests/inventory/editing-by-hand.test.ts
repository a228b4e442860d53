import { createShop, type TestShop } from '../support/shop';
import { booksOf, call, make, makeStock, makeStore, makeVariant } from './goods';

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

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

  it('is refused below what is reserved, and nothing changes', async () => {
    const { stock } = await stocked(10);
    await reserve(stock.id, 4);
    const refused = await panel('PUT', `${STOCK}/${stock.documentId}`, { onHand: 3 });
    expect(refused).toMatchObject({ status: 409, error: { details: { code: 'BELOW_RESERVED' } } });
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
    expect(refused).toMatchObject({ status: 409, error: { details: { code: 'BELOW_RESERVED' } } });
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
      error: { message: expect.stringContaining('Mark it inactive'), details: { code: 'IN_USE' } },
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
