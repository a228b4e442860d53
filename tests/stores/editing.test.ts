import { call } from '../inventory/goods';
import { createShop, type TestShop } from '../support/shop';

interface Store {
  documentId: string;
  timezone: string;
  openingHours: unknown;
  openNow?: boolean | null;
  nextChange?: string | null;
}

let shop: TestShop;
let codes = 0;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

async function save(fields: object, documentId = '') {
  const token = await shop.apiToken();
  codes += 1;
  const fresh = {
    code: `E${codes}`,
    name: 'Shop',
    country: 'KE',
    latitude: -1.28,
    longitude: 36.82,
  };
  return call<Store>(shop.url, `/api/stores/${documentId}`, {
    method: documentId ? 'PUT' : 'POST',
    token,
    body: { data: documentId ? fields : { ...fresh, ...fields } },
  });
}

describe('hours', () => {
  it.each([
    ['openingHours', 'Mo-Fr all day'],
    ['openingExceptions', '2026-02-30 off'],
    ['timezone', 'Africa/Atlantis'],
    ['services', 'Parking'],
  ])('a bad %s is refused, naming the field', async (field, value) => {
    const refused = await save({ [field]: value });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.error)).toContain(field);
    const stored = await save({});
    expect((await save({ [field]: value }, stored.data.documentId)).status).toBe(400);
  });

  it('are shown as a list, with whether the store is open', async () => {
    const made = await save({ openingHours: 'Mo-Su 00:00-24:00', openingExceptions: '' });
    const shown = await call<Store>(shop.url, `/api/stores/${made.data.documentId}`, {
      token: await shop.apiToken(),
    });
    expect(shown.data).toMatchObject({ openNow: true, nextChange: null });
    expect(shown.data.openingHours).toHaveLength(7);
    expect(shown.data.openingHours).toContainEqual({
      day: 'monday',
      opens: '00:00',
      closes: '24:00',
    });
    const list = await call<Store[]>(shop.url, '/api/stores', { token: await shop.apiToken() });
    expect(list.data.find((store) => store.documentId === made.data.documentId)).toEqual(
      shown.data,
    );
  });

  it('are not known where nobody wrote any', async () => {
    const { data } = await save({});
    expect(data).toMatchObject({ openingHours: null, openNow: null, nextChange: null });
  });

  it('are left out where they were not asked for', async () => {
    const { data } = await save({ openingHours: '24/7' });
    const shown = await call<Store>(shop.url, `/api/stores/${data.documentId}?fields=name`, {
      token: await shop.apiToken(),
    });
    expect(shown.status).toBe(200);
    expect(shown.data).not.toHaveProperty('openNow');
  });
});

describe('an empty time zone', () => {
  it('is filled from the coordinates', async () => {
    const made = await save({ latitude: 35.68, longitude: 139.69 });
    expect(made.data.timezone).toBe('Asia/Tokyo');
    const moved = await save(
      { timezone: '', latitude: 51.5, longitude: -0.12 },
      made.data.documentId,
    );
    expect(moved.data.timezone).toBe('Europe/London');
    const cleared = await save({ timezone: null }, made.data.documentId);
    expect(cleared.data.timezone).toBe('Europe/London');
  });
});

describe('coordinates', () => {
  it.each([{ latitude: 91 }, { longitude: -181 }, { latitude: null }, { latitude: 'north' }])(
    '%j are refused',
    async (fields) => {
      expect((await save(fields)).status).toBe(400);
    },
  );

  it('are refused by the database too', async () => {
    const write = (latitude: string) =>
      shop.sql(
        `INSERT INTO stores (document_id, code, name, country, latitude, longitude)
         VALUES ('x', 'x', 'x', 'KE', $1::float8, 0)`,
        [latitude],
      );
    await expect(write('NaN')).rejects.toThrow('stores_latitude_range');
    await expect(write('90.5')).rejects.toThrow('stores_latitude_range');
  });
});
