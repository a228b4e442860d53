import { setTimeout as sleep } from 'node:timers/promises';
import { createShop, type TestShop } from '../support/shop';
import type { ServerProcess } from '../support/server-process';
import { StatementRecorder } from '../support/statement-recorder';
import { call } from '../support/http';
import { fillShop, get, graphql } from './hidden-goods';

/**
 * What is kept of public reads: right in every process within a second of the commit, nobody else's,
 * and cheap. Two servers; the statements of the second are counted.
 */
let shop: TestShop;
let second: ServerProcess;
let recorder: StatementRecorder;
let ids: Awaited<ReturnType<typeof fillShop>>;

beforeAll(async () => {
  shop = await createShop({ env: { FRONTEND_URL: 'https://shop.example.com' } });
  ids = await fillShop(shop);
  recorder = await StatementRecorder.before(shop.database.url);
  // The worker's schedules would run statements of their own between ours.
  second = await shop.secondServer({ DATABASE_URL: recorder.url, DUKA_WORKER: 'off' });
});
afterAll(async () => {
  await shop.stop();
  recorder.stop();
});

const raw = (path: string, headers: Record<string, string> = {}, url = shop.url) =>
  fetch(url + path, { headers });

const howOf = (response: Response) => response.headers.get('cache-status');

/** Asks until the answer is one that was kept. */
async function kept(path: string, headers: Record<string, string> = {}): Promise<Response> {
  for (;;) {
    const response = await raw(path, headers);
    if (howOf(response) === 'Duka; hit') return response;
    await sleep(20);
  }
}

describe('an answer that was kept', () => {
  it('is what was loaded, to the letter, headers and all', async () => {
    const headersOf = ({ headers }: Response) =>
      Object.fromEntries([...headers].filter(([name]) => !['date', 'cache-status'].includes(name)));
    const Origin = 'https://shop.example.com';
    await kept('/api/products?sort=name');
    const first = await raw('/api/products?sort=name&pagination[pageSize]=24', { Origin });
    const again = await kept('/api/products?sort=name&pagination[pageSize]=24', { Origin });
    expect(howOf(first)).toBe('Duka; fwd=miss');
    expect(headersOf(again)).toEqual(headersOf(first));
    expect(await again.text()).toBe(await first.text());
    expect(headersOf(again)).toMatchObject({
      'access-control-allow-origin': Origin,
      'access-control-expose-headers': expect.stringContaining('ETag'),
      'cache-control': 'public, max-age=0, s-maxage=1, stale-while-revalidate=1',
      vary: 'Origin, Accept-Encoding',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('allows no other origin', async () => {
    const { headers } = await kept('/api/brands', { Origin: 'https://evil.example' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('vary')).toContain('Origin');
  });

  it('is not sent again to who has it', async () => {
    const etag = (await kept('/api/products/black-tea')).headers.get('etag')!;
    const known = await raw('/api/products/black-tea', { 'If-None-Match': etag });
    expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', etag]);
    const other = await raw('/api/products/black-tea', { 'If-None-Match': '"other"' });
    expect(other.status).toBe(200);
  });

  it.each(['br', 'gzip'])('is packed by %s where it is worth it', async (encoding) => {
    const asked = { 'Accept-Encoding': encoding };
    let packed = await kept('/api/products', asked);
    while (packed.headers.get('content-encoding') === null) {
      await sleep(20);
      packed = await kept('/api/products', asked);
    }
    expect(packed.headers.get('content-encoding')).toBe(encoding);
    const plain = await kept('/api/products', { 'Accept-Encoding': 'identity' });
    expect(await packed.text()).toBe(await plain.text());
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const small = await kept('/api/products?fields=id', asked);
    expect(small.headers.get('content-encoding')).toBeNull();
  });

  it('is nobody’s in particular', async () => {
    await kept('/api/products');
    for (const headers of [{ Authorization: 'Bearer x' }, { Cookie: 'a=b' }]) {
      expect(howOf(await raw('/api/products', headers))).not.toBe('Duka; hit');
    }
    const token = { Authorization: `Bearer ${await shop.apiToken()}` };
    const drafts = await get(shop, '/api/products?status=draft', token);
    expect(drafts.body.data.map((row: any) => row.name)).toContain('Secret launch');
    expect(JSON.stringify((await get(shop, '/api/products')).body)).not.toContain('Secret');
  });

  it('is none of what is private or refused', async () => {
    for (const path of ['/api/cart', '/api/products?unknown=1', '/api/orders', '/_health']) {
      await raw(path);
      expect(howOf(await raw(path))).toBeNull();
    }
  });

  it('is one for GraphQL, too, where nothing is wrong with it', async () => {
    const ask = (query: string) => graphql(shop, query);
    await ask('{ brands { name } }');
    const again = await ask('{ brands { name } }');
    expect(again.headers.get('cache-status')).toBe('Duka; hit');
    await ask('{ brands { nothing } }');
    expect((await ask('{ brands { nothing } }')).headers.get('cache-status')).toBeNull();
  });
});

/** Every public route and every relation, at most so many statements. */
const MOST = 3;

describe('statements', () => {
  const statements = async (work: () => Promise<{ status: number }>) => {
    recorder.statements.length = 0;
    const { status } = await work();
    expect(status).toBe(200);
    return recorder.statements.filter((name) => !/^(BEGIN|COMMIT|SET)|pg_notify|^LISTEN/.test(name));
  };
  let turn = 0;
  /** A query that was never asked before. */
  const fresh = (path: string) =>
    `${path}${path.includes('?') ? '&' : '?'}filters[id][$lt]=${100_000 + (turn += 1)}`;

  beforeAll(async () => {
    // The first queries of a server find out where the tables are.
    await graphqlOf('{ products { name } }');
    await raw('/api/products', {}, second.url);
  });

  const graphqlOf = (query: string) => call('POST', `${second.url}/graphql`, { body: { query } });

  it.each([
    'products',
    'products?populate=*',
    'products?populate[variants][populate]=*&populate[brand]=true&populate[categories][populate]=*',
    'products/featured?populate=*',
    'categories/drinks/products?populate=*',
    'categories?populate=*',
    'brands?populate[products][populate]=variants',
    'collections?populate[products][populate]=*',
    'variants?populate[product][populate]=*',
    'stores',
  ])('/api/%s', async (path) => {
    const cost = await statements(() => raw(fresh(`/api/${path}`), {}, second.url));
    expect([path, cost.length <= MOST, cost]).toEqual([path, true, cost]);
  });

  it.each(['products/black-tea', 'categories/tea', 'brands/kilima', 'collections/gifts'])(
    '/api/%s',
    async (path) => {
      const cost = await statements(() => raw(`/api/${path}?populate=*`, {}, second.url));
      expect(cost).toHaveLength(1);
    },
  );

  it('none for what is kept', async () => {
    const ask = () => raw('/api/products', {}, second.url);
    while (howOf(await ask()) !== 'Duka; hit') await sleep(20);
    expect(await statements(ask)).toEqual([]);
  });

  it.each([
    ['{ products { name brand { name } } }', 2],
    ['{ products { name categories { name } variants { sku image { url } prices { price } } } }', 5],
    ['{ products { images { url } collections { name } } }', 3],
    ['{ products { variants_connection { nodes { sku } } } }', 2],
    ['{ categories { name parent { name } children { name } products { name brand { name } } } }', 5],
    ['{ brands { products(pagination: { limit: 3 }, sort: "name") { name variants { sku } } } }', 3],
    ['{ variants { sku product { name brand { name logo { url } } } } }', 4],
    ['{ collections { image { url } products(filters: { price: { gt: 1 } }) { name } } }', 3],
    ['{ stores { name } }', 1],
  ])('GraphQL %s', async (query, most) => {
    const cost = await statements(() => graphqlOf(query));
    // Authentication asks for the rights of the public, once.
    const own = cost.filter((text) => !/up_(roles|permissions)/.test(text));
    expect([query, own.length <= most + 2, own]).toEqual([query, true, own]);
  });

  it('GraphQL: as many for many products as for one', async () => {
    const query = (limit: number) =>
      `{ products(pagination: { limit: ${limit} }) { name brand { name } variants { sku image { url } } } }`;
    const one = await statements(() => graphqlOf(query(1)));
    const many = await statements(() => graphqlOf(query(2)));
    expect(many).toHaveLength(one.length);
  });
});
