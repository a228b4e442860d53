import { define, openDatabase, type Database } from '../../src/plugins/kernel/server/contract';
import { createDatabase, type TestDatabase } from '../support/database';

const tables = {
  name: 'toys',
  needs: { variants: ['sku'] },
  script: 'CREATE TABLE IF NOT EXISTS toys (id integer)',
};

let shop: TestDatabase;
let database: Database;

// The database of a shop, for what Strapi made of it last is part of what is compared.
beforeAll(async () => {
  shop = await createDatabase('shop');
  database = openDatabase({
    url: shop.url,
    poolSize: 1,
    name: 'definitions',
    onError: () => undefined,
  });
});
afterAll(async () => {
  await database.close();
  await shop.drop();
});

beforeEach(async () => {
  await define(database, tables);
  await shop.sql('DROP TABLE toys');
});

const isThere = async () => {
  const [found] = await shop.sql<{ is: boolean }>(`SELECT to_regclass('toys') IS NOT NULL AS is`);
  return found?.is;
};

test('what was made once is not looked at again', async () => {
  await define(database, tables);
  expect(await isThere()).toBe(false);
  // The next test finds it unmade otherwise.
  await shop.sql(`DELETE FROM duka_definitions WHERE name = 'toys'`);
});

test('what is meant otherwise is made anew', async () => {
  await define(database, { ...tables, script: `${tables.script}; SELECT 1` });
  expect(await isThere()).toBe(true);
});

test('what stands beside tables that Strapi has changed is made anew', async () => {
  await shop.sql(
    `INSERT INTO strapi_database_schema (schema, time, hash)
     SELECT schema, now(), 'another' FROM strapi_database_schema ORDER BY id DESC LIMIT 1`,
  );
  await define(database, tables);
  expect(await isThere()).toBe(true);
});

test('a column that is not there is named, and nothing made', async () => {
  const wanting = { ...tables, needs: { variants: ['sku', 'flavour'], shelves: ['height'] } };
  await expect(define(database, wanting)).rejects.toThrow(
    'The database lacks variants.flavour, shelves.height.',
  );
  expect(await isThere()).toBe(false);
});
