import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createShop, type TestShop } from '../support/shop';

const SOURCE = join(__dirname, '../../src');

interface Configuration {
  settings: Record<string, unknown>;
  metadatas: Record<string, { edit: Record<string, unknown>; list: Record<string, unknown> }>;
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
}

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop();
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

  it('keep what somebody edits, over a restart', async () => {
    const uid = 'api::brand.brand';
    const { settings, metadatas, layouts } = await viewOf(uid);
    const edited = {
      settings: { ...settings, pageSize: 20 },
      metadatas: asThePanelSends(metadatas),
      layouts: { ...layouts, list: ['name', 'slug'] },
    };
    await panel('PUT', `content-types/${uid}/configuration`, edited);
    await outdate(uid);
    await shop.restart();
    const view = await viewOf(uid);
    expect(view.settings.pageSize).toBe(20);
    expect(view.layouts.list).toEqual(['name', 'slug']);
  });

  it('keep columns of words, which Strapi takes out at each start', async () => {
    const columns = async () => (await viewOf('plugin::search.search-synonym')).layouts.list;
    expect(await columns()).toEqual(['terms', 'oneWay', 'active', 'updatedAt']);
    await shop.restart();
    expect(await columns()).toEqual(['terms', 'oneWay', 'active', 'updatedAt']);
  });

  it('take up a new layout where nobody has edited', async () => {
    const uid = 'api::category.category';
    const laidOut = await viewOf(uid);
    // As if an older release had written another list.
    const old = JSON.stringify({ ...laidOut.layouts, list: ['name'] });
    await shop.sql(
      `UPDATE strapi_core_store_settings
          SET value = jsonb_set(value::jsonb, '{layouts}', $2::jsonb)::text
        WHERE key = 'plugin_content_manager_configuration_content_types::' || $1`,
      [uid, old],
    );
    await shop.sql(
      `UPDATE strapi_core_store_settings
          SET value = jsonb_set(value::jsonb, '{configuration,layouts}', $2::jsonb)::text
        WHERE key = 'plugin_backoffice_layout_' || $1`,
      [uid, old],
    );
    await outdate(uid);
    await shop.restart();
    expect((await viewOf(uid)).layouts.list).toEqual(laidOut.layouts.list);
  });
});

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
