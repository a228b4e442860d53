import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bearer, call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

interface Permission {
  action: string;
  subject: string | null;
}

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

const roles = async () => {
  const { body } = await call('GET', `${shop.url}/admin/roles`, { headers: admin });
  return body.data as { id: number; code: string }[];
};
const roleOf = async (code: string) => {
  const role = (await roles()).find((candidate) => candidate.code === code);
  if (role === undefined) throw new Error(`There is no role ${code}`);
  return role;
};
const permissionsOf = async (code: string) => {
  const { id } = await roleOf(code);
  const path = `${shop.url}/admin/roles/${id}/permissions`;
  return (await call('GET', path, { headers: admin })).body.data as Permission[];
};
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

describe('staff', () => {
  let members = 0;
  /** Somebody with that role, signed in to the panel. */
  const memberOf = async (code: string) => {
    members += 1;
    const email = `${code}-${members}@example.com`;
    const made = await call('POST', `${shop.url}/admin/users`, {
      body: { firstname: 'Test', lastname: '', email, roles: [(await roleOf(code)).id] },
      headers: admin,
    });
    const userInfo = { firstname: 'Test', lastname: '', password: 'Only-for-tests-1' };
    const { body } = await call('POST', `${shop.url}/admin/register`, {
      body: { userInfo, registrationToken: made.body.data.registrationToken },
    });
    return bearer(body.data.token as string);
  };
  const apiToken = async (fields: object) => {
    const { body } = await call('POST', `${shop.url}/admin/api-tokens`, {
      body: { name: `${Math.random()}`, description: '', lifespan: null, ...fields },
      headers: admin,
    });
    return bearer(body.data.accessKey as string);
  };
  /** A staff route, asked for a store that is not there: 404 is the answer to who may. */
  const countStock = (headers: Record<string, string> = {}) =>
    call('PUT', `${shop.url}/api/stores/nowhere/stock`, {
      body: [{ sku: 'NONE', onHand: 1 }],
      headers,
    }).then(({ status }) => status);

  it('routes open to the permission that is ticked, and to nobody else', async () => {
    const { body } = await call('POST', `${shop.url}/api/auth/register`, {
      body: {
        email: 'customer@example.com',
        password: 'kahawa-chungu-7',
        firstName: 'A',
        lastName: 'O',
      },
    });
    expect(await countStock()).toBe(401);
    expect(await countStock(bearer('forged'))).toBe(401);
    expect(await countStock(bearer(body.data.token))).toBe(403);
    expect(await countStock(await memberOf('duka-merchandiser'))).toBe(403);
    expect(await countStock(admin)).toBe(404);
  });

  it('routes open to API tokens that may, never to those that only read', async () => {
    expect(await countStock(await apiToken({ type: 'full-access' }))).toBe(404);
    expect(await countStock(await apiToken({ type: 'read-only' }))).toBe(403);
    const permissions = (action: string) => ({ type: 'custom', permissions: [action] });
    const right = 'plugin::inventory.stock.update';
    expect(await countStock(await apiToken(permissions(right)))).toBe(404);
    const other = 'api::product.product.find';
    expect(await countStock(await apiToken(permissions(other)))).toBe(403);
  });

  describe('on generated routes', () => {
    const write = (method: string, path: string, headers: Record<string, string>, data?: object) =>
      call(method, `${shop.url}/api${path}`, { headers, ...(data ? { body: { data } } : {}) });
    const slugs = async () => {
      const { body } = await call('GET', `${shop.url}/api/products?status=draft`);
      return (body.data as { slug: string }[]).map(({ slug }) => slug);
    };

    it('edit and publish what their role may, as in the panel', async () => {
      const merchandiser = await memberOf('duka-merchandiser');
      const made = await write('POST', '/products', merchandiser, { name: 'Tea', slug: 'tea' });
      expect(made.status).toBe(201);
      expect(await slugs()).toEqual(['tea']);
      const path = `/products/${made.body.data.documentId}`;
      const changed = await write('PUT', path, merchandiser, { featured: true });
      expect([changed.status, changed.body.data.featured]).toEqual([200, true]);
      expect((await write('GET', '/shop-settings', merchandiser)).status).toBe(403);

      const support = await memberOf('duka-support');
      expect((await write('GET', path, support)).status).toBe(200);
      expect((await write('PUT', path, support, { featured: false })).status).toBe(403);
      expect((await write('DELETE', path, support)).status).toBe(403);
      expect((await write('DELETE', path, bearer('forged'))).status).toBe(401);
      expect((await write('DELETE', path, merchandiser)).status).toBe(204);
      expect(await slugs()).toEqual([]);
    });

    it('write no slug that is a word of the API, nor an amount beyond its column', async () => {
      for (const slug of ['featured', 'search', 'suggest']) {
        const { status, body } = await write('POST', '/products', admin, { name: 'Tea', slug });
        expect([status, body.error.details.errors[0].path]).toEqual([400, ['slug']]);
      }
      const dear = await write('POST', '/variants', admin, { sku: 'T', title: 'T', price: 1e12 });
      expect([dear.status, dear.body.error.details.code]).toEqual([400, 'AMOUNT_TOO_LARGE']);
    });
  });

  it('sessions end with their log-out', async () => {
    const member = await memberOf('duka-support');
    expect(await countStock(member)).toBe(403);
    expect((await call('POST', `${shop.url}/admin/logout`, { headers: member })).status).toBe(200);
    expect(await countStock(member)).toBe(401);
  });

  it('are no customers', async () => {
    const answer = await call('GET', `${shop.url}/api/auth/me`, { headers: admin });
    expect(answer.status).toBe(403);
  });

  it('may do what their role needs and nothing that reaches further', async () => {
    for (const code of ['duka-merchandiser', 'duka-store-manager', 'duka-support']) {
      const permissions = await permissionsOf(code);
      expect(permissions.length).toBeGreaterThan(0);
      const reach = permissions.filter(
        ({ action, subject }) =>
          action.startsWith('admin::') ||
          action.startsWith('plugin::users-permissions.') ||
          action.startsWith('plugin::content-type-builder.') ||
          subject?.startsWith('admin::'),
      );
      expect(reach).toEqual([]);
    }
    const may = async (code: string, right: string, subject: string) =>
      (await permissionsOf(code)).some(
        (permission) =>
          permission.action === `plugin::content-manager.explorer.${right}` &&
          permission.subject === subject,
      );
    expect(await may('duka-merchandiser', 'publish', 'api::product.product')).toBe(true);
    expect(await may('duka-merchandiser', 'read', 'api::order.order')).toBe(false);
    expect(await may('duka-store-manager', 'update', 'api::product.product')).toBe(false);
    expect(await may('duka-support', 'read', 'api::order.order')).toBe(true);
    expect(await may('duka-support', 'delete', 'api::order.order')).toBe(false);
    expect(await may('duka-support', 'update', 'api::variant.variant')).toBe(false);
  });
});

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
  const columnsOfWords = async () => (await viewOf('plugin::search.search-synonym')).layouts.list;
  const shippingMethods = async () => {
    const headers = bearer(await shop.apiToken());
    const { body } = await call('GET', `${shop.url}/api/shipping-methods`, { headers });
    return body.data as { documentId: string }[];
  };
  let words: string[];
  let laidOut: Configuration;

  beforeAll(async () => {
    const { id } = await roleOf('duka-support');
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
    expect(await permissionsOf('duka-support')).toEqual([]);
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

  it('a new layout is taken up where nobody has edited', async () => {
    expect(laidOut.layouts.list).not.toEqual(['name']);
    expect((await viewOf(category)).layouts.list).toEqual(laidOut.layouts.list);
  });
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
