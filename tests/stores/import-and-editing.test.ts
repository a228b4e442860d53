import { createReadStream, existsSync, readFileSync } from 'node:fs';
import {
  Report,
  openDatabase,
  type Database,
  type RowRemark,
} from '../../src/plugins/kernel/server/contract';
import { importStores } from '../../src/plugins/stores/server/contract';
import { call } from '../inventory/goods';
import { createShop, type TestShop } from '../support/shop';
import { sharedData } from '../support/shared-data';
import { haversine } from './haversine';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('imported', () => {
  const BEST_BUY = sharedData('bestbuy-open-data', 'stores.json');
  const GEOLYTIX = sharedData('uk-supermarkets-geolytix', 'retail_points.csv');
  const HEADER =
    'code,name,latitude,longitude,street,city,region,postalCode,country,timezone,phone,email,hours';

  let database: Database;

  beforeAll(async () => {
    database = openDatabase({
      url: shop.database.url,
      poolSize: 2,
      name: 'test',
      onError: () => undefined,
    });
  });
  afterAll(async () => {
    await database.close();
  });
  afterEach(() => shop.sql('DELETE FROM stores'));

  async function take(bytes: AsyncIterable<Uint8Array>, country?: string) {
    const refusals: RowRemark[] = [];
    const notes: RowRemark[] = [];
    const report = new Report({
      refused: (remark) => refusals.push(remark),
      noted: (remark) => notes.push(remark),
    });
    await importStores(database, bytes, report, { country });
    const { accepted, unchanged, refused } = report;
    return { accepted, unchanged, refused, refusals, notes };
  }

  async function* textOf(...rows: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
    for (const row of rows) yield Buffer.concat([Buffer.from(row), Buffer.from('\n')]);
  }

  describe('our own columns', () => {
    const nairobi =
      'NBO,Nairobi,-1.2864,36.8172,"Moi Avenue, 1",Nairobi,,00100,KE,,+254 20 1,a@example.com,Mo-Fr 08:00-20:00; Su off';

    it('make the row that the document service makes', async () => {
      const data = {
        code: 'DOC',
        name: 'Nairobi',
        latitude: -1.2864,
        longitude: 36.8172,
        street: 'Moi Avenue, 1',
        city: 'Nairobi',
        postalCode: '00100',
        country: 'KE',
        phone: '+254 20 1',
        email: 'a@example.com',
        openingHours: 'Mo-Fr 08:00-20:00; Su off',
      };
      const token = await shop.apiToken();
      await call(shop.url, '/api/stores', { method: 'POST', token, body: { data } });
      await take(textOf(HEADER, nairobi));
      const [written, imported] = await shop.sql('SELECT * FROM stores ORDER BY id');
      const own = /^(id|code|document_id|created_at|updated_at|published_at)$/;
      for (const [column, value] of Object.entries(written ?? {})) {
        if (own.test(column)) expect(typeof imported?.[column]).toBe(typeof value);
        else expect([column, imported?.[column]]).toEqual([column, value]);
      }
      expect(imported?.document_id).toMatch(/^[a-z][a-z0-9]{23}$/);
    });

    it('change nothing the second time, and only what differs the third', async () => {
      await take(textOf(HEADER, nairobi));
      const before = await shop.sql('SELECT * FROM stores ORDER BY id');
      expect(await take(textOf(HEADER, nairobi))).toMatchObject({ accepted: 0, unchanged: 1 });
      expect(await shop.sql('SELECT * FROM stores ORDER BY id')).toEqual(before);

      await shop.sql(`UPDATE stores SET timezone = 'Africa/Kampala', services = '["Parking"]'`);
      expect(await take(textOf(HEADER, nairobi.replace('Moi', 'Kenyatta')))).toMatchObject({
        accepted: 1,
      });
      const [after] = await shop.sql('SELECT * FROM stores ORDER BY id');
      expect(after).toMatchObject({
        id: before[0]?.id,
        street: 'Kenyatta Avenue, 1',
        timezone: 'Africa/Kampala',
        services: ['Parking'],
      });
    });

    it('leave alone what the file has no column for', async () => {
      await take(textOf(HEADER, nairobi));
      await take(textOf('code,name,latitude,longitude,country', 'NBO,Renamed,-1.2864,36.8172,KE'));
      const [row] = await shop.sql('SELECT name, city, opening_hours FROM stores');
      expect(row).toEqual({
        name: 'Renamed',
        city: 'Nairobi',
        opening_hours: 'Mo-Fr 08:00-20:00; Su off',
      });
    });

    it('refuse bad rows by line and reason, and take the rest', async () => {
      const result = await take(
        textOf(
          HEADER,
          'A,Good,1,1,,,,,,,,,',
          'B,North,200,1,,,,,,,,,',
          'C,,1,1,,,,,,,,,',
          'E,"Quote,1,1,,,,,,,,,',
          Buffer.from('F,Caf\xe9,1,1,,,,,,,,,', 'latin1'),
          'A,Again,1,1,,,,,,,,,',
          'G,,91,181,,,,,,,,,',
          'H,Country,1,1,,,,,Kenya,,,,',
          'I,"Two',
          'lines",1,1,,,,,,,,,',
          'J,Mail,1,1,,,,,,,,nobody,',
          'K,Empty,,1,,,,,,,,,',
          'L,Good,1,1,,,,,,,,,',
        ),
        'KE',
      );
      const said = new Map(result.refusals.map(({ line, reason }) => [line, reason]));
      expect(said.get(3)).toBe('latitude "200" is not between -90 and 90');
      expect(said.get(4)).toBe('name is missing');
      expect(said.get(5)).toContain('quote');
      expect(said.get(6)).toContain('not UTF-8');
      expect(said.get(7)).toBe('code A stands on line 2 already');
      expect(said.get(8)).toContain('name is missing; latitude "91"');
      expect(said.get(9)).toContain('country "KENYA"');
      expect(said.get(12)).toBe('email is no e-mail address');
      expect(said.get(13)).toBe('latitude is missing');
      expect([...said.keys()]).toEqual([3, 4, 5, 6, 7, 8, 9, 12, 13]);
      expect(result).toMatchObject({ accepted: 3, refused: 9 });
    });

    it('take a store whose hours cannot be read without them, and say so', async () => {
      await take(textOf(HEADER, nairobi));
      const { accepted, unchanged, refused, notes } = await take(
        textOf(
          HEADER,
          nairobi.replace(/Mo-Fr.*/, 'when we like'),
          'A,Closed,1,1,,,,,KE,,,,by appointment',
          'B,Holidays,1,1,,,,,KE,,,,Mon-Fri 8-20; PH off',
        ),
      );
      expect({ accepted, unchanged, refused }).toEqual({ accepted: 2, unchanged: 1, refused: 0 });
      expect(notes.map(({ line }) => line)).toEqual([2, 3, 4]);
      expect(notes[1]?.reason).toContain('hours are passed over: “by appointment”');
      expect(notes[2]?.reason).toBe('hours of holidays (PH, SH) are passed over');
      expect(await shop.sql('SELECT code, opening_hours FROM stores ORDER BY code')).toEqual([
        { code: 'A', opening_hours: null },
        { code: 'B', opening_hours: 'Mon-Fri 8-20; PH off' },
        { code: 'NBO', opening_hours: 'Mo-Fr 08:00-20:00; Su off' },
      ]);
      const { data } = await call<{ code: string; openingHours: object[] }[]>(
        shop.url,
        '/api/stores/nearby?latitude=1&longitude=1',
      );
      expect(data.find(({ code }) => code === 'B')?.openingHours).toHaveLength(5);
    });

    it('take a store whose zone is none with that of its place, and say so', async () => {
      const { accepted, refused, notes } = await take(
        textOf(
          HEADER,
          'A,No zone,-1.28,36.82,,,,,KE,Mars,,,',
          'B,Cut off,-34.6,-58.4,,,,,AR,America/Argentina/Bu,,,when we like',
          'C,Behind an offset,-1.28,36.82,,,,,KE,GMT+03:00 Africa/Kampala,,,',
        ),
      );
      expect({ accepted, refused }).toEqual({ accepted: 3, refused: 0 });
      expect(notes.map(({ line }) => line)).toEqual([2, 3]);
      expect(notes[0]?.reason).toContain('"Mars" is no time zone');
      expect(notes[1]?.reason).toMatch(/hours are passed over.*America\/Argentina\/Buenos_Aires/);
      expect(await shop.sql('SELECT code, timezone FROM stores ORDER BY code')).toEqual([
        { code: 'A', timezone: 'Africa/Nairobi' },
        { code: 'B', timezone: 'America/Argentina/Buenos_Aires' },
        { code: 'C', timezone: 'Africa/Kampala' },
      ]);
    });

    it('may be objects of JSON', async () => {
      const { accepted, refusals } = await take(
        textOf(
          JSON.stringify([
            {
              code: 'J1',
              name: 'By our names',
              latitude: -1.28,
              longitude: 36.82,
              postalCode: '00100',
              country: 'KE',
              hours: 'Mo-Fr 08:00-20:00',
            },
            {
              id: 7,
              name: 'By others',
              lat: '51.5',
              lng: -0.12,
              zip: 'WC2',
              country: 'GB',
              x: [1],
            },
            { code: 'J3', latitude: 1, country: 'KE' },
          ]),
        ),
      );
      expect(accepted).toBe(2);
      expect(refusals.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('name is missing; longitude is missing'),
      ]);
      expect(
        await shop.sql('SELECT code, latitude, postal_code, timezone FROM stores ORDER BY code'),
      ).toEqual([
        { code: '7', latitude: 51.5, postal_code: 'WC2', timezone: 'Europe/London' },
        { code: 'J1', latitude: -1.28, postal_code: '00100', timezone: 'Africa/Nairobi' },
      ]);
    });

    it('may be titled otherwise, and what is passed over is named once', async () => {
      const { accepted, notes } = await take(
        textOf(
          'Store ID,Store Name,lat,lon,Address,City,State/Province,Postal Code,Country Code,time zone,Opening_Hours,Manager',
          'X,Xana,1,2,1 High Street,Town,ST,00200,KE,Africa/Kampala,Mo-Su 08:00-18:00,Amina',
          'Y,Yoka,1,2,,,,,KE,,,Omar',
        ),
      );
      expect(accepted).toBe(2);
      expect(notes).toEqual([{ line: 1, reason: 'columns passed over: Manager' }]);
      const [row] = await shop.sql(`SELECT * FROM stores WHERE code = 'X'`);
      expect(row).toMatchObject({
        name: 'Xana',
        latitude: 1,
        longitude: 2,
        street: '1 High Street',
        city: 'Town',
        region: 'ST',
        postal_code: '00200',
        timezone: 'Africa/Kampala',
        opening_hours: 'Mo-Su 08:00-18:00',
      });
    });

    it('need a country from somewhere', async () => {
      const row = ['code,name,latitude,longitude', 'A,Shop,1,1'] as const;
      expect((await take(textOf(...row))).refusals).toEqual([
        { line: 2, reason: 'country is missing (--country US gives one)' },
      ]);
      expect(await take(textOf(...row), 'TZ')).toMatchObject({ accepted: 1, refused: 0 });
    });
  });

  describe('Best Buy’s JSON', () => {
    const item = (id: number, name: string) => ({ id, name, location: { lat: 1, lon: 1 } });

    it('loses only the stores that the database refuses', async () => {
      const items = [
        item(1, 'One'),
        item(2, 'T\u0000wo'),
        item(3, 'Three'),
        item(4, '\ud800'),
        { ...item(5, 'Five'), hours: 'Someday: 10-9' },
      ];
      const lines = items.map((each) => `${JSON.stringify(each)},`);
      const file = ['[', ...lines.slice(0, -1), lines.at(-1)?.slice(0, -1) ?? '', ']'];
      const { accepted, refusals, notes } = await take(textOf(...file));
      expect(accepted).toBe(3);
      expect(refusals.map(({ line }) => line)).toEqual([3, 5]);
      expect(refusals[0]?.reason).toMatch(/^id 2: the database refuses the store: /);
      expect(notes).toEqual([
        { line: 6, reason: expect.stringMatching(/^id 5: hours are passed over: /) as string },
      ]);
      const stored = await shop.sql('SELECT code FROM stores ORDER BY code');
      expect(stored).toEqual([{ code: '1' }, { code: '3' }, { code: '5' }]);
    });
  });

  const whereShared = existsSync(BEST_BUY) && existsSync(GEOLYTIX) ? describe : describe.skip;

  whereShared(`the shared data (${sharedData()})`, () => {
    interface Stored {
      code: string;
      name: string;
      latitude: number;
      longitude: number;
      timezone: string;
      country: string;
      opening_hours: string | null;
      services: string[];
    }

    it('comes in whole, and is found by measuring', async () => {
      interface Item {
        id: number;
        name: string;
        location: { lat: number; lon: number };
        services: string[];
      }
      const items = JSON.parse(readFileSync(BEST_BUY, 'utf8')) as Item[];
      const points = readFileSync(GEOLYTIX, 'utf8').trim().split('\n').slice(1);
      expect(await take(createReadStream(BEST_BUY))).toMatchObject({
        accepted: items.length,
        refused: 0,
      });
      expect(await take(createReadStream(GEOLYTIX))).toMatchObject({
        accepted: points.length,
        refused: 0,
      });
      expect(await take(createReadStream(BEST_BUY))).toMatchObject({ unchanged: items.length });

      const stored = await shop.sql<Stored>('SELECT * FROM stores ORDER BY id');
      const byCode = new Map(stored.map((row) => [row.code, row]));
      for (const { id, name, location, services } of items) {
        const row = byCode.get(String(id));
        expect(row).toMatchObject({
          name: name.trim(),
          latitude: location.lat,
          longitude: location.lon,
          country: 'US',
          services: services.map((service) => service.trim()),
        });
        expect(row?.opening_hours).toMatch(/^Mo/);
      }
      for (const point of points) {
        const [code = '', , longitude, latitude] = point.split(',');
        expect(byCode.get(code)).toMatchObject({
          latitude: Number(latitude),
          longitude: Number(longitude),
          country: 'GB',
          opening_hours: null,
        });
      }

      for (const place of stored.filter((_, index) => index % 400 === 0)) {
        const measured = stored
          .map((row) => haversine(place, row))
          .filter((distance) => distance <= 50)
          .sort((a, b) => a - b)
          .slice(0, 100);
        const { latitude, longitude } = place;
        const { data } = await call<{ distance: number }[]>(
          shop.url,
          `/api/stores/nearby?latitude=${latitude}&longitude=${longitude}&radius=50&limit=100`,
        );
        expect(data).toHaveLength(measured.length);
        data.forEach(({ distance }, index) => {
          expect(Math.abs(distance - (measured[index] ?? NaN))).toBeLessThan(1e-5);
        });
      }
    });
  });
});

describe('edited', () => {
  interface Store {
    documentId: string;
    timezone: string;
    openingHours: unknown;
    openNow?: boolean | null;
    nextChange?: string | null;
  }

  let codes = 0;

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
});
