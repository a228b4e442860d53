import { call, makeStock, makeStore, makeVariant, type Response } from '../inventory/goods';

import { createShop, type TestShop } from '../support/shop';
import { haversine, type Place } from './haversine';

interface NearStore extends Place {
  documentId: string;
  code: string;
  distance: number;
  openNow: boolean | null;
  available?: number;
}

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

function nearby(query: Record<string, string | number>): Promise<Response<NearStore[]>> {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return call<NearStore[]>(shop.url, `/api/stores/nearby?${search.toString()}`);
}

/** Writes stores past Strapi, for a test wants thousands of them. */
async function plant(places: readonly Place[], prefix: string, active = true): Promise<void> {
  await shop.sql(
    `INSERT INTO stores (document_id, code, name, country, latitude, longitude, timezone,
                         opening_hours, services, active, created_at, updated_at, published_at)
     SELECT 'd' || substr(md5($1 || place.turn), 1, 23), $1 || place.turn, 'Store', 'KE',
            place.latitude, place.longitude, 'UTC', '24/7',
            CASE WHEN place.turn % 10 = 0 THEN '["Repairs", "Parking"]' ELSE '["Parking"]' END::jsonb,
            $4, now(), now(), now()
       FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS place (latitude, longitude, turn)`,
    [prefix, places.map((at) => at.latitude), places.map((at) => at.longitude), active],
  );
}

describe('among thousands of stores', () => {
  // A fixed row of numbers, so that a failure can be seen again.
  let seed = 20_261_121;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const around = (latitude: number, longitude: number, spread: number): Place => ({
    latitude: Math.max(-90, Math.min(90, latitude + (random() - 0.5) * spread)),
    longitude: ((longitude + (random() - 0.5) * spread + 540) % 360) - 180,
  });
  const centres: Place[] = [
    { latitude: 51.5, longitude: -0.1 },
    { latitude: -16.8, longitude: 179.99 },
    { latitude: 89.9, longitude: 20 },
    { latitude: -89.9, longitude: -120 },
    { latitude: 0, longitude: 0 },
  ];
  const stores: Place[] = [
    { latitude: 90, longitude: 0 },
    { latitude: -90, longitude: 77 },
    { latitude: 0, longitude: 180 },
    { latitude: 0, longitude: -180 },
    ...centres.flatMap((at) =>
      Array.from({ length: 1_000 }, () => around(at.latitude, at.longitude, 6)),
    ),
    ...Array.from({ length: 1_000 }, () => ({
      latitude: random() * 180 - 90,
      longitude: random() * 360 - 180,
    })),
  ];
  // Near the poles a degree of longitude is nothing: these stand all around them.
  for (let longitude = -180; longitude < 180; longitude += 5) {
    stores.push({ latitude: 89.5, longitude }, { latitude: -89.5, longitude });
  }

  beforeAll(() => plant(stores, 'N'));
  afterAll(() => shop.sql('DELETE FROM stores'));

  const asked: (Place & { radius: number; limit: number })[] = [
    { latitude: 90, longitude: 0, radius: 500, limit: 100 },
    { latitude: -90, longitude: 180, radius: 100, limit: 100 },
    { latitude: 89.99, longitude: -160, radius: 60, limit: 100 },
    { latitude: -16.8, longitude: -179.99, radius: 200, limit: 100 },
    { latitude: -16.8, longitude: 180, radius: 50, limit: 20 },
    { latitude: 0, longitude: 180, radius: 1, limit: 5 },
    { latitude: 51.5, longitude: -0.1, radius: 10, limit: 100 },
    { latitude: 51.5, longitude: -0.1, radius: 500, limit: 1 },
    { latitude: 45, longitude: 100, radius: 500, limit: 100 },
    ...Array.from({ length: 60 }, (_, turn) => {
      const centre = centres[turn % centres.length] ?? { latitude: 0, longitude: 0 };
      return {
        ...around(centre.latitude, centre.longitude, 8),
        radius: [0.5, 5, 25, 120, 500][turn % 5] ?? 10,
        limit: [1, 20, 100, 500][turn % 4] ?? 20,
      };
    }),
  ];

  it('answers what measuring every store answers, nearest first', async () => {
    let answered = 0;
    for (const query of asked) {
      const { latitude, longitude, radius, limit } = query;
      const measured = stores
        .map((store) => haversine(query, store))
        .filter((distance) => distance <= radius)
        .sort((a, b) => a - b)
        .slice(0, limit);
      const found = await nearby({ latitude, longitude, radius, limit });
      expect(found.status).toBe(200);
      expect(found.meta).toEqual({ count: measured.length });
      expect(found.data).toHaveLength(measured.length);
      found.data.forEach((store, index) => {
        expect(Math.abs(store.distance - (measured[index] ?? NaN))).toBeLessThan(1e-5);
        expect(Math.abs(store.distance - haversine(query, store))).toBeLessThan(1e-5);
      });
      answered += measured.length;
    }
    expect(answered).toBeGreaterThan(1_000);
  });

  it('gives 20 within 10 km where nothing else is asked for', async () => {
    const near = await nearby({ latitude: 51.5, longitude: -0.1 });
    const asked = await nearby({ latitude: 51.5, longitude: -0.1, radius: 10, limit: 20 });
    expect(near.data).toEqual(asked.data);
  });

  it('finds those that offer all of the services', async () => {
    const query = { latitude: 51.5, longitude: -0.1, radius: 300, limit: 100 };
    const { data } = await nearby({ ...query, services: 'Parking,Repairs' });
    expect(data.length).toBeGreaterThan(50);
    expect(data.every(({ code }) => Number(code.slice(1)) % 10 === 0)).toBe(true);
    expect((await nearby({ ...query, services: 'Parking,Swimming' })).data).toEqual([]);
  });

  it('walks along the index, whatever is asked for', async () => {
    await shop.sql('ANALYZE stores');
    const plan = await shop.sql<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT id FROM stores
        WHERE active AND earth_point(latitude, longitude) && earth_cube_around(51.5, -0.1, 500)
        ORDER BY earth_point(latitude, longitude) <-> earth_point(51.5, -0.1) LIMIT 20`,
    );
    const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(lines).toContain('Index Scan using stores_active_earth_point_idx');
    expect(lines).not.toContain('Sort');
  });
});

describe('one store', () => {
  afterEach(() => shop.sql('DELETE FROM stores'));

  it('is shown from named fields', async () => {
    await plant([{ latitude: 10, longitude: 10 }], 'ONE');
    const { data } = await nearby({ latitude: 10, longitude: 10.001 });
    expect(data).toHaveLength(1);
    expect(Object.keys(data[0] ?? {}).sort()).toEqual(
      [
        'documentId',
        'code',
        'name',
        'street',
        'city',
        'region',
        'postalCode',
        'country',
        'latitude',
        'longitude',
        'distance',
        'phone',
        'email',
        'timezone',
        'openingHours',
        'openNow',
        'nextChange',
        'services',
        'pickup',
        'delivery',
      ].sort(),
    );
    expect(data[0]).toMatchObject({ code: 'ONE1', openNow: true });
  });

  it('is not shown where it is not active', async () => {
    await plant([{ latitude: 10, longitude: 10 }], 'OFF', false);
    expect((await nearby({ latitude: 10, longitude: 10 })).data).toEqual([]);
  });
});

describe('with a SKU', () => {
  it('finds the stores that can supply the quantity now, with how many each has', async () => {
    const variant = await makeVariant(shop);
    const [many, few, none] = [await makeStore(shop), await makeStore(shop), await makeStore(shop)];
    await makeStock(shop, variant, many, 9);
    const stock = await makeStock(shop, variant, few, 2);
    await makeStock(shop, variant, none, 0);
    const place = { latitude: -1.29, longitude: 36.82 };
    const have = async (query: Record<string, string | number>) => {
      const { data } = await nearby({ ...place, ...query });
      return Object.fromEntries(data.map((store) => [store.documentId, store.available]));
    };

    expect(await have({ sku: variant.sku })).toEqual({
      [many.documentId]: 9,
      [few.documentId]: 2,
    });
    expect(await have({ sku: variant.sku, quantity: 3 })).toEqual({ [many.documentId]: 9 });

    // What a hold that has run out still reserves is free, swept up or not.
    await shop.sql('UPDATE stock_levels SET reserved = 2 WHERE id = $1', [stock.id]);
    await shop.sql(
      `INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
       VALUES ('live', $1, 1, 'held', now() + interval '1 hour'),
              ('over', $1, 1, 'held', now() - interval '1 second')`,
      [stock.id],
    );
    expect(await have({ sku: variant.sku })).toEqual({
      [many.documentId]: 9,
      [few.documentId]: 1,
    });
  });

  it('knows only what is on sale', async () => {
    const hidden = await makeVariant(shop, { active: false });
    for (const sku of [hidden.sku, 'NOTHING']) {
      const refused = await nearby({ latitude: 0, longitude: 0, sku });
      expect(refused.status).toBe(404);
      expect(refused.error?.details).toMatchObject({ code: 'SKU_NOT_FOUND', sku });
    }
  });
});

describe('a bad query', () => {
  const good = 'latitude=1&longitude=2';

  it.each([
    ['longitude=2', 'latitude'],
    ['latitude=1', 'longitude'],
    ['latitude=&longitude=2', 'latitude'],
    ['latitude=north&longitude=2', 'latitude'],
    ['latitude=NaN&longitude=2', 'latitude'],
    ['latitude=1&longitude=Infinity', 'longitude'],
    ['latitude=1&longitude=0x10', 'longitude'],
    ['latitude=90.01&longitude=2', 'latitude'],
    ['latitude=1&longitude=-180.5', 'longitude'],
    ['latitude=1&latitude=1&longitude=2', 'latitude'],
    ['latitude[lt]=1&longitude=2', 'latitude'],
    [`${good}&radius=0`, 'radius'],
    [`${good}&radius=-5`, 'radius'],
    [`${good}&radius=501`, 'radius'],
    [`${good}&radius=far`, 'radius'],
    [`${good}&limit=0`, 'limit'],
    [`${good}&limit=501`, 'limit'],
    [`${good}&limit=1.5`, 'limit'],
    [`${good}&sku=A&quantity=0`, 'quantity'],
    [`${good}&sku=A&quantity=two`, 'quantity'],
    [`${good}&quantity=2`, 'quantity'],
    [`${good}&sku=A&sku=B`, 'sku'],
    [`${good}&sku=`, 'sku'],
    [`${good}&services=a,,b`, 'services'],
    [`${good}&services=a&services=b`, 'services'],
  ])('%s is refused, naming %s', async (query, field) => {
    const refused = await call(shop.url, `/api/stores/nearby?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.error?.details.code).toBe('VALIDATION_FAILED');
    expect(refused.error?.details.errors).toContainEqual(
      expect.objectContaining({ path: [field], message: expect.any(String) as string }),
    );
  });

  it('takes numbers as programs write them', async () => {
    const answer = await call(
      shop.url,
      '/api/stores/nearby?latitude=-1.5e-7&longitude=180&radius=1',
    );
    expect(answer.status).toBe(200);
  });
});
