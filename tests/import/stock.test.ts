import { createDatabase, type TestDatabase } from '../support/database';
import { dump } from './dump';
import { csv, importText } from './run-import';

let db: TestDatabase;

beforeEach(async () => {
  db = await createDatabase('shop');
  const products = csv([
    { Handle: 'lamp', Title: 'Lamp', 'Variant SKU': 'LAMP', 'Variant Price': 1 },
    { Handle: 'cup', Title: 'Cup', 'Variant SKU': '0012', 'Variant Price': 1 },
  ]);
  await importText(db.url, 'products', products);
  await db.sql(`INSERT INTO stores (document_id, code, name, latitude, longitude)
                VALUES ('a', 'NBO', 'Nairobi', -1.28, 36.82), ('b', 'MBA', 'Mombasa', -4.04, 39.67)`);
});

afterEach(() => db.drop());

const count = (rows: [sku: string, store: string, onHand: string | number][]) =>
  importText(db.url, 'stock', csv(rows.map(([sku, store, onHand]) => ({ sku, store, onHand }))));

const books = () =>
  db.sql(
    `SELECT v.sku, s.code, l.on_hand, l.reserved
       FROM stock_levels l JOIN variants v ON v.id = l.variant_id JOIN stores s ON s.id = l.store_id
      ORDER BY v.sku, s.code`,
  );

test('sets what differs, by a movement, and leaves the rest', async () => {
  const rows: [string, string, number][] = [
    ['LAMP', 'NBO', 5],
    ['LAMP', 'MBA', 0],
    ["'0012", 'NBO', 7],
  ];
  expect(await count(rows)).toMatchObject({ status: 0, counts: { written: 3, unchanged: 0 } });
  expect(await books()).toEqual([
    { sku: '0012', code: 'NBO', on_hand: 7, reserved: 0 },
    { sku: 'LAMP', code: 'MBA', on_hand: 0, reserved: 0 },
    { sku: 'LAMP', code: 'NBO', on_hand: 5, reserved: 0 },
  ]);
  const before = await dump(db, { exact: true });
  expect(await count(rows)).toMatchObject({ counts: { written: 0, unchanged: 3 } });
  expect(await dump(db, { exact: true })).toEqual(before);

  await count([['LAMP', 'NBO', 3]]);
  expect(
    await db.sql('SELECT kind, delta, on_hand_after FROM stock_movements ORDER BY id DESC LIMIT 1'),
  ).toEqual([{ kind: 'imported', delta: -2, on_hand_after: 3 }]);
});

test('names the bad rows and takes the rest', async () => {
  await count([['LAMP', 'NBO', 5]]);
  await db.sql('UPDATE stock_levels SET reserved = 4');
  const run = await count([
    ['LAMP', 'NBO', 3],
    ['LAMP', 'MBA', 2],
    ['LAMP', 'MBA', 9],
    ['NONE', 'NBO', 1],
    ['LAMP', 'XXX', 1],
    ['LAMP', 'NBO', '1.5'],
    ['', 'NBO', 1],
    ['0012', 'NBO', '-1'],
  ]);
  expect(run.status).toBe(1);
  expect(run.refused).toEqual({
    2: '3 on hand cannot be: 4 are reserved for carts and orders',
    4: 'sku "LAMP" at "MBA" is counted on line 3 already',
    5: 'sku "NONE" is unknown',
    6: 'store "XXX" is unknown',
    7: 'onHand "1.5" is not a whole number from 0',
    8: 'sku is empty',
    9: 'onHand "-1" is not a whole number from 0',
  });
  expect(await books()).toEqual([
    { sku: 'LAMP', code: 'MBA', on_hand: 2, reserved: 0 },
    { sku: 'LAMP', code: 'NBO', on_hand: 5, reserved: 4 },
  ]);
});
