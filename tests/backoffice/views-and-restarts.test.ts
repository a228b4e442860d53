import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explanations as accounts } from '../../src/plugins/accounts/server/tables';
import { explanations as inventory } from '../../src/plugins/inventory/server/tables';
import { explanations as orders } from '../../src/plugins/orders/server/tables';
import { explanations as pricing } from '../../src/plugins/pricing/server/tables';
import { explanations as reviews } from '../../src/plugins/reviews/server/tables';
import { explanations as stores } from '../../src/plugins/stores/server/tables';
import { bearer, call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { permissionsOf, roleOf } from './roles';

interface Configuration {
  settings: Record<string, unknown>;
  metadatas: Record<string, { edit: Record<string, unknown>; list: Record<string, unknown> }>;
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
}

const SOURCE = join(__dirname, '../../src');

let shop: TestShop;
let admin: Record<string, string>;

beforeAll(async () => {
  shop = await createShop();
  admin = bearer(await shop.adminToken());
});
afterAll(() => shop.stop());

async function panel(method: string, path: string, body?: unknown) {
  const response = await fetch(`${shop.url}/content-manager/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await shop.adminToken()}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { data: { contentType: Configuration } };
}
const viewOf = async (uid: string) =>
  (await panel('GET', `content-types/${uid}/configuration`)).data.contentType;

describe('the views of the admin panel', () => {
  it('are as the files beside the content types say', async () => {
    const view = await viewOf('api::product.product');
    expect(view.settings).toMatchObject({ mainField: 'name', defaultSortBy: 'updatedAt' });
    expect(view.layouts.list).toEqual(['images', 'name', 'brand', 'price', 'updatedAt']);
    expect(view.metadatas.price?.edit).toMatchObject({ label: 'Price', editable: false });
    expect(view.metadatas.variants?.edit.mainField).toBe('sku');
    expect(view.layouts.edit[0]).toEqual([
      { name: 'name', size: 8 },
      { name: 'featured', size: 4 },
    ]);
  });

  it('exist for every content type of the shop, with every attribute placed or left out', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
    const schemas = files.filter((file) => /content-types\/[^/]+\/schema\.json$/.test(file));
    expect(schemas.length).toBeGreaterThan(10);
    const forgotten = schemas.flatMap((file) => {
      const { attributes } = read(file) as { attributes: Record<string, { private?: boolean }> };
      const layout = read(file.replace('schema.json', 'layout.json')) as {
        edit: object[];
        hidden?: string[];
      };
      const placed = [...layout.edit.flatMap((row) => Object.keys(row)), ...(layout.hidden ?? [])];
      const missing = Object.keys(attributes).filter((name) => !placed.includes(name));
      return missing.map((name) => `${file}: ${name}`);
    });
    expect(forgotten).toEqual([]);
  });
});

describe('over a restart', () => {
  const [brand, category] = ['api::brand.brand', 'api::category.category'];
  const collection = 'api::collection.collection';
  const columnsOfWords = async () => (await viewOf('plugin::search.search-synonym')).layouts.list;
  const shippingMethods = async () => {
    const headers = bearer(await shop.apiToken());
    const { body } = await call('GET', `${shop.url}/api/shipping-methods`, { headers });
    return body.data as { documentId: string }[];
  };
  let words: string[];
  let laidOut: Configuration;

  beforeAll(async () => {
    const { id } = await roleOf(shop, 'duka-support');
    await call('PUT', `${shop.url}/admin/roles/${id}/permissions`, {
      body: { permissions: [] },
      headers: admin,
    });
    const { settings, metadatas, layouts } = await viewOf(brand);
    await panel('PUT', `content-types/${brand}/configuration`, {
      settings: { ...settings, pageSize: 20 },
      metadatas: asThePanelSends(metadatas),
      layouts: { ...layouts, list: ['name', 'slug'] },
    });
    await outdate(brand);
    words = await columnsOfWords();
    laidOut = await viewOf(category);
    await writeAsOlder(category, { ...laidOut.layouts, list: ['name'] });
    await outdate(category);
    await loseAttribute(collection, 'description');
    await shop.sql(
      `UPDATE strapi_core_store_settings SET value = '"older"'
        WHERE key = 'plugin_backoffice_compared_views'`,
    );
    const [method] = await shippingMethods();
    const gone = await call('DELETE', `${shop.url}/api/shipping-methods/${method?.documentId}`, {
      headers: bearer(await shop.apiToken()),
    });
    expect(gone.status).toBe(204);
    await shop.restart();
    admin = bearer(await shop.adminToken());
  });

  it('what a new shop begins with stays away where it was taken away', async () => {
    expect(await shippingMethods()).toEqual([]);
  });

  it('a role stays as the shop has edited it', async () => {
    expect(await permissionsOf(shop, 'duka-support')).toEqual([]);
  });

  it('a view stays as somebody has edited it', async () => {
    const view = await viewOf(brand);
    expect(view.settings.pageSize).toBe(20);
    expect(view.layouts.list).toEqual(['name', 'slug']);
  });

  it('columns of words stay, which Strapi takes out at each start', async () => {
    expect(words).toEqual(['terms', 'oneWay', 'active', 'updatedAt']);
    expect(await columnsOfWords()).toEqual(words);
  });

  it('an attribute that a type has got since comes into its view', async () => {
    expect((await viewOf(collection)).metadatas).toHaveProperty('description.edit.label');
  });

  it('a new layout is taken up where nobody has edited', async () => {
    expect(laidOut.layouts.list).not.toEqual(['name']);
    expect((await viewOf(category)).layouts.list).toEqual(laidOut.layouts.list);
  });
});

/**
 * What no editor can break, because the shop alone writes it: whoever tries is refused before, and a verb
 * that broke one would be a fault of ours, which no sentence should hide.
 */
const OF_THE_SHOP_ALONE = [
  'order_lines_quantity_range',
  'order_lines_total_is_its_parts',
  'orders_amounts_present',
  'orders_identified',
  'orders_total_is_its_parts_rounded',
  'orders_total_is_rounded',
  'payment_operations_amount_range',
  'payment_operations_payment_present',
  'payments_order_present',
  'payments_refunds_within_captured',
  'webhook_deliveries_endpoint_present',
];

it('every CHECK that an editor may break has a sentence that names its field', async () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  const tables = files
    .filter((file) => /content-types\/[^/]+\/schema\.json$/.test(file))
    .map((file) => (read(file) as { collectionName: string }).collectionName);
  const checks = await shop.sql<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint
      WHERE contype = 'c' AND conrelid::regclass::text = ANY ($1) ORDER BY conname`,
    [tables],
  );
  const explained = new Set(
    [accounts, inventory, orders, pricing, reviews, stores]
      .flatMap((explanations) => Object.entries(explanations))
      .flatMap(([name, { field }]) => (field === undefined ? [] : [name])),
  );
  const unexplained = checks.map(({ name }) => name).filter((name) => !explained.has(name));
  expect(unexplained).toEqual(OF_THE_SHOP_ALONE);
});

/** As if an older release had laid out a view. */
async function writeAsOlder(uid: string, layouts: object): Promise<void> {
  for (const [prefix, part] of [
    ['plugin_content_manager_configuration_content_types::', '{layouts}'],
    ['plugin_backoffice_layout_', '{configuration,layouts}'],
  ]) {
    await shop.sql(
      `UPDATE strapi_core_store_settings
          SET value = jsonb_set(value::jsonb, $3::text[], $2::jsonb)::text
        WHERE key = $1`,
      [`${prefix}${uid}`, JSON.stringify(layouts), part],
    );
  }
}

/** As if a view had been made before its type got an attribute. */
const loseAttribute = (uid: string, attribute: string) =>
  shop.sql(
    `UPDATE strapi_core_store_settings
        SET value = (value::jsonb #- ARRAY['metadatas', $2])::text
      WHERE key = 'plugin_content_manager_configuration_content_types::' || $1`,
    [uid, attribute],
  );

/** Makes the file of a layout look new to the shop. */
const outdate = (uid: string) =>
  shop.sql(
    `UPDATE strapi_core_store_settings
        SET value = jsonb_set(value::jsonb, '{source}', '"older"')::text
      WHERE key = 'plugin_backoffice_layout_' || $1`,
    [uid],
  );

const read = (file: string) => JSON.parse(readFileSync(join(SOURCE, file), 'utf8')) as object;

/** Answers name the main field among a column's data as well; the panel sends it back without. */
function asThePanelSends(metadatas: Configuration['metadatas']) {
  return Object.fromEntries(
    Object.entries(metadatas).map(([name, { edit, list }]) => {
      const column = Object.entries(list).filter(([key]) => key !== 'mainField');
      return [name, { edit, list: Object.fromEntries(column) }];
    }),
  );
}

it('makes the first administrator of the settings where there is none', async () => {
  const logIn = async (email: string) =>
    (
      await call('POST', `${shop.url}/admin/login`, {
        body: { email, password: 'Only-for-tests-2' },
      })
    ).status;
  const first = (email: string) => ({
    DUKA_ADMIN_EMAIL: email,
    DUKA_ADMIN_PASSWORD: 'Only-for-tests-2',
  });
  await shop.sql(`DELETE FROM admin_users`);
  await shop.restart({ env: first('Boss@example.com') });
  expect(await logIn('boss@example.com')).toBe(200);
  await shop.restart({ env: first('second@example.com') });
  expect(await logIn('second@example.com')).toBe(400);
}, 180_000);
