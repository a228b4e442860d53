import { makeStore, makeVariant, stock, type Store, type Variant } from '../support/catalogue';
import { call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
let stores: Store[];
let goods: Variant[];

beforeAll(async () => {
  shop = await createShop();
  stores = [];
  for (const latitude of [-1.28, -1.3, -4.05]) stores.push(await makeStore(shop, { latitude }));
  goods = [await makeVariant(shop), await makeVariant(shop)];
  await shop.sql(
    `UPDATE stores SET name = given.name, city = given.city, street = given.street
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            AS given (document_id, name, city, street)
      WHERE stores.document_id = given.document_id`,
    [
      stores.map((store) => store.documentId),
      ['Duka Westlands', 'Duka Karen', 'Duka Mombasa'],
      ['Nairobi', 'Nairobi', 'Mombasa'],
      ['Waiyaki Way', 'Langata Road', 'Moi Avenue'],
    ],
  );
  const [near, next, far] = stores as [Store, Store, Store];
  const [tea, rice] = goods as [Variant, Variant];
  await stock(shop, near, tea, 5);
  await stock(shop, next, tea, 5);
  await stock(shop, next, rice, 2);
  await stock(shop, far, tea, 50);
  await stock(shop, far, rice, 50);
});
afterAll(() => shop.stop());

const get = (path: string) => call('GET', `${shop.url}/api/stores/${path}`);
const at = (turn: number) => stores[turn]?.documentId;
const ids = ({ body }: Pick<HttpAnswer, 'body'>) =>
  body.data.map((store: { documentId: string }) => store.documentId) as string[];
const list = () => goods.map(({ sku }) => `sku=${sku}`).join('&');
const HERE = 'latitude=-1.28&longitude=36.82';

it('tells which stores have a whole list of goods, in one statement', async () => {
  const { status, body } = await get(`availability?${list()}&${HERE}`);
  expect(status).toBe(200);
  expect(ids({ body })).toEqual([at(1), at(2), at(0)]);
  expect(body.data[0]).toMatchObject({
    complete: true,
    goods: [
      { sku: goods[0]?.sku, available: 5 },
      { sku: goods[1]?.sku, available: 2 },
    ],
  });
  expect(body.data[2]).toMatchObject({
    complete: false,
    goods: [{ available: 5 }, { available: 0 }],
  });
  expect(body.data[0].distance).toBeCloseTo(2.22, 1);
  expect(ids(await get(`availability?${list()}&${HERE}&quantity=3&limit=1`))).toEqual([at(2)]);
  expect(ids(await get(`availability?${list()}&${HERE}&radius=10`))).toEqual([at(1), at(0)]);
  expect(ids(await get(`availability?${list()}`))).toEqual([at(2), at(1), at(0)]);
});

it('finds what only the store behind a hundred others has', async () => {
  const rare = await makeVariant(shop);
  const places = Array.from({ length: 105 }, (_, turn) => 60 + turn / 1_000);
  const empty = await Promise.all(places.map((latitude) => makeStore(shop, { latitude })));
  const last = await makeStore(shop, { latitude: 61 });
  await stock(shop, empty[0]!, rare, 0);
  await stock(shop, last, rare, 4);
  const path = `availability?sku=${rare.sku}&latitude=60&longitude=36.82`;
  expect(ids(await get(path))).toEqual([last.documentId, empty[0]!.documentId]);
  expect(ids(await get(`${path}&radius=100`))).toEqual([empty[0]!.documentId]);
});

it('counts an expired hold as free where it ranks, too', async () => {
  const scarce = await makeVariant(shop);
  const [near, next] = [
    await makeStore(shop, { latitude: 50 }),
    await makeStore(shop, { latitude: 50.1 }),
  ];
  await stock(shop, near, scarce, 2);
  await stock(shop, next, scarce, 2);
  await shop.sql(
    `WITH taken AS (
       UPDATE stock_levels SET reserved = 2
        WHERE variant_id = $1 AND store_id = $2 RETURNING id)
     INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
     SELECT 'expired-hold', id, 2, 'held', now() - interval '1 second' FROM taken`,
    [scarce.id, near.id],
  );
  const path = `availability?sku=${scarce.sku}&latitude=50&longitude=36.82&limit=1`;
  expect((await get(path)).body.data).toMatchObject([
    { documentId: near.documentId, complete: true, goods: [{ available: 2 }] },
  ]);
});

it('finds stores by words, by place and words, and with goods', async () => {
  expect(ids(await get('nearby?q=mombasa'))).toEqual([at(2)]);
  expect(ids(await get('nearby?q=westland'))).toEqual([at(0)]);
  expect(ids(await get('nearby?q=nairobi%20langata'))).toEqual([at(1)]);
  expect(ids(await get(`nearby?q=duka&${HERE}&radius=50`))).toEqual([at(0), at(1)]);
  const having = await get(`nearby?q=nairobi&sku=${goods[1]?.sku}`);
  expect(having.body.data).toMatchObject([{ documentId: at(1), available: 2, distance: null }]);
  expect(ids(await get('nearby?q=nowhere'))).toEqual([]);
});

it.each(['zurich', 'Z%C3%BCrich', 'Zu%CC%88rich'])('finds Zürich by %s', async (q) => {
  const store = await makeStore(shop, { latitude: 47.37, longitude: 8.54 });
  await shop.sql(`UPDATE stores SET city = 'Zürich' WHERE document_id = $1`, [store.documentId]);
  expect(ids(await get(`nearby?q=${q}`))).toContain(store.documentId);
  expect((await get(`nearby?q=${q}&sku=NONE`)).body.error.details.code).toBe('SKU_NOT_FOUND');
});

it('puts stores together that lie on each other on a map', async () => {
  const far = await get('clusters?bbox=30,-10,45,5&zoom=4');
  expect(far.body.data).toMatchObject([{ count: 3 }]);
  const near = (await get('clusters?bbox=30,-10,45,5&zoom=6')).body.data;
  expect(near).toMatchObject([{ count: 2 }, { count: 1, store: { documentId: at(2) } }]);
  expect((await get('clusters?bbox=170,-10,-170,5&zoom=4')).body.data).toEqual([]);
});

it.each([
  ['sku', 'availability?latitude=1&longitude=1'],
  ['longitude', 'availability?sku=A&latitude=1'],
  ['latitude', 'nearby?longitude=1'],
  ['latitude', 'nearby?limit=3'],
  ['bbox', 'clusters?bbox=1,2,3&zoom=2'],
  ['bbox', 'clusters?bbox=1,9,3,2&zoom=2'],
  ['zoom', 'clusters?bbox=1,2,3,4&zoom=99'],
])('refuses a bad %s', async (name, path) => {
  const { status, body } = await get(path);
  expect(status).toBe(400);
  expect(body.error.details.errors).toContainEqual(expect.objectContaining({ path: [name] }));
});

it('knows no SKU that is not on sale', async () => {
  const { status, body } = await get(`availability?${list()}&sku=NONE`);
  expect(status).toBe(404);
  expect(body.error.details).toMatchObject({ code: 'SKU_NOT_FOUND', sku: 'NONE' });
});
