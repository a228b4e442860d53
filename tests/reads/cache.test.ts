import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { csv, importText } from '../import/run-import';
import { createShop, WORKING, type TestShop } from '../support/shop';
import type { ServerProcess } from '../support/server-process';
import { StatementRecorder } from '../support/statement-recorder';
import { call } from '../support/http';
import { until } from '../support/until';
import { fillShop, get, graphql, type Json } from './hidden-goods';

/**
 * What is kept of public reads: right in every process within a second of the commit, nobody else's,
 * and cheap. Two servers; the statements of the second are counted.
 */
let shop: TestShop;
let second: ServerProcess;
let recorder: StatementRecorder;
let ids: Awaited<ReturnType<typeof fillShop>>;

beforeAll(async () => {
  shop = await createShop({ env: { ...WORKING, FRONTEND_URL: 'https://shop.example.com' } });
  ids = await fillShop(shop);
  recorder = await StatementRecorder.before(shop.database.url);
  // The worker's schedules would run statements of their own between ours.
  second = await shop.secondServer({ DATABASE_URL: recorder.url, DUKA_WORKER: 'off' });
}, 180_000);
afterAll(async () => {
  await shop.stop();
  recorder.stop();
});

const raw = (path: string, headers: Record<string, string> = {}, url = shop.url) =>
  fetch(url + path, { headers });

const howOf = (response: Response) => response.headers.get('cache-status');

/** Asks until the answer is one that was kept. */
async function kept(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return until(async () => {
    const response = await raw(path, headers);
    return howOf(response) === 'Duka; hit' && response;
  }, `a kept ${path}`);
}

describe('an answer that was kept', () => {
  it('is what was loaded, to the letter, headers and all', async () => {
    const headersOf = ({ headers }: Response) =>
      Object.fromEntries(
        [...headers].filter(([name]) => !['date', 'cache-status', 'x-request-id'].includes(name)),
      );
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

  it('has the headers of GET for HEAD, and no body', async () => {
    const path = '/api/products?sort=name&pagination[pageSize]=23';
    const head = await fetch(shop.url + path, { method: 'HEAD' });
    const full = await kept(path);
    for (const name of ['etag', 'cache-control', 'content-type', 'vary']) {
      expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)]);
    }
    expect(full.headers.get('etag')).not.toBeNull();
    expect(await head.text()).toBe('');
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
    const packed = await until(async () => {
      const response = await kept('/api/products', asked);
      return response.headers.has('content-encoding') && response;
    }, 'a packed answer');
    expect(packed.headers.get('content-encoding')).toBe(encoding);
    const plain = await kept('/api/products', { 'Accept-Encoding': 'identity' });
    expect(await packed.text()).toBe(await plain.text());
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const small = await kept('/api/products?fields=id', asked);
    expect(small.headers.get('content-encoding')).toBeNull();
  });

  it('is nobody’s in particular', async () => {
    await kept('/api/products');
    const known: Record<string, string>[] = [{ Authorization: 'Bearer x' }, { Cookie: 'a=b' }];
    for (const headers of known) {
      expect(howOf(await raw('/api/products', headers))).not.toBe('Duka; hit');
    }
    const token = { Authorization: `Bearer ${await shop.apiToken()}` };
    const drafts = await get(shop, '/api/products?status=draft', token);
    expect(drafts.body.data.map((row: { name: string }) => row.name)).toContain('Secret launch');
    expect(JSON.stringify((await get(shop, '/api/products')).body)).not.toContain('Secret');
  });

  it('is none that an API token could be answered otherwise: drafts asked for by name', async () => {
    for (const query of ['status=draft', 'status=published', 'st%61tus=draft']) {
      const { headers } = await raw(`/api/products?${query}`);
      expect([query, headers.get('cache-control'), headers.get('cache-status')]).toEqual([
        query,
        'no-store',
        null,
      ]);
    }
  });

  it('is of GraphQL’s older media type alone', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ brands { slug } }')}`;
    // Without it Apollo takes a GET for one that a page elsewhere has made.
    const asked = { 'Apollo-Require-Preflight': 'true' };
    await kept(path, asked);
    const { headers } = await raw(path, {
      ...asked,
      Accept: 'application/graphql-response+json',
    });
    expect(headers.get('content-type')).toContain('application/graphql-response+json');
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
    // A transaction's frame, and what this process asks all the time.
    return recorder.statements.filter(
      (name) => !/^(BEGIN|COMMIT|SET|LISTEN)|^reads\.beat/.test(name),
    );
  };
  let turn = 0;
  /** A query that was never asked before. */
  const fresh = (path: string) =>
    `${path}${path.includes('?') ? '&' : '?'}filters[id][$lt]=${100_000 + (turn += 1)}`;

  beforeAll(async () => {
    // The first queries of a server find out where the tables are.
    await graphqlOf('{ products { name } }');
    await raw('/api/products', {}, second.url);
    await until(
      async () => (await get(shop, '/api/products/search?q=tea')).body.data.length > 0,
      'the tea in the index',
    );
  });

  const graphqlOf = (query: string) => call('POST', `${second.url}/graphql`, { body: { query } });
  let asked = 0;

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

  it.each([
    ['products/search?q=tea&maxPrice=987654', 3],
    ['products/suggest?q=te', 3],
    ['products/BLACK/reviews', 3],
    ['stores/nearby?latitude=-1.28&longitude=36.82', 1],
    ['stores/nearby?latitude=-1.28&longitude=36.82&sku=BLACK-1', 1],
    ['stores/nearby?q=town&sku=BLACK-1', 1],
    ['stores/availability?sku=BLACK-1&latitude=-1.28&longitude=36.82', 1],
    ['stores/STORE/availability?sku=BLACK-1', 1],
    ['stores/clusters?bbox=30,-10,45,5&zoom=4', 1],
  ])('/api/%s: at most %i', async (given, most) => {
    const path = given.replace('/BLACK/', `/${ids.black}/`).replace('/STORE/', `/${ids.store}/`);
    // What a word's entries are and how facets are called is kept from one search to the next. One that was
    // asked before would be answered at once and be worked again during what is counted.
    asked += 1;
    await raw(`/api/products/search?q=tea&maxPrice=${987_654 + asked}`, {}, second.url);
    const cost = await statements(() => raw(`/api/${path}`, {}, second.url));
    // The merchandisers' rules, read now and then, have no names.
    const own = cost.filter((name) => name !== '');
    expect([given, own.length > 0, own.length <= most, own]).toEqual([given, true, true, own]);
  });

  it('none for what is kept', async () => {
    const ask = () => raw('/api/products', {}, second.url);
    await until(async () => howOf(await ask()) === 'Duka; hit', 'a kept answer');
    expect(await statements(ask)).toEqual([]);
  });

  it.each([
    ['{ products { name brand { name } } }', 1],
    [
      '{ products { name categories { name } variants { sku image { url } prices { price } } } }',
      4,
    ],
    ['{ products { images { url } collections { name } } }', 2],
    ['{ products { variants_connection { nodes { sku } } } }', 1],
    [
      '{ categories { name parent { name } children { name } products { name brand { name } } } }',
      4,
    ],
    [
      '{ brands { products(pagination: { limit: 3 }, sort: "name") { name variants { sku } } } }',
      2,
    ],
    ['{ variants { sku product { name brand { name logo { url } } } } }', 3],
    ['{ collections { image { url } products(filters: { price: { gt: 1 } }) { name } } }', 2],
    [
      '{ products { images(sort: "name", filters: { url: { ne: "x" } }) { url } variants { prices(filters: { currency: { eq: "EUR" } }) { price } } } }',
      3,
    ],
    [
      '{ brands { products(filters: { createdAt: { gt: "2020-01-01T00:00:00.000Z" } }, pagination: { limit: 0 }) { slug } } }',
      1,
    ],
    ['{ products(filters: { createdAt: { gt: "2020-01-01T00:00:00.000Z" } }) { name } }', 0],
    ['{ stores { name } }', 0],
  ])('GraphQL %s: one, and one a relation', async (query, relations) => {
    const cost = await statements(() => graphqlOf(query));
    expect(cost).toHaveLength(1 + relations);
  });

  it('one count for pages that are asked for at once', async () => {
    const pages = Array.from({ length: 50 }, (_, at) => at + 1);
    const path = (page: number) =>
      `/api/products?filters[name][$ne]=${ids.black}&pagination[pageSize]=1&pagination[page]=${page}`;
    const cost = await statements(async () => {
      const asked = await Promise.all(pages.map((page) => raw(path(page), {}, second.url)));
      return asked.find(({ status }) => status !== 200) ?? asked[0]!;
    });
    expect(cost).toHaveLength(pages.length + 1);
  });

  it('GraphQL: as many for many products as for one', async () => {
    const query = (limit: number) =>
      `{ products(pagination: { limit: ${limit} }) { name brand { name } variants { sku image { url } } } }`;
    const one = await statements(() => graphqlOf(query(1)));
    const many = await statements(() => graphqlOf(query(2)));
    expect(many).toHaveLength(one.length);
  });
});

it('shows other documents of a relation when its order changes', async () => {
  const ask = () =>
    graphql(shop, '{ brands { products(sort: "metaTitle", pagination: { limit: 1 }) { slug } } }');
  const turns = ['sencha', 'black-tea', 'sencha'].entries();
  for (const [turn, slug] of turns) {
    await until(
      async () => (await ask()).headers.get('cache-status') === 'Duka; hit',
      'a kept answer',
    );
    // It is not shown when it is edited.
    const before = `b${9 - turn}`;
    await shop.sql('UPDATE products SET meta_title = $1 WHERE slug = $2', [before, slug]);
    await until(
      async () => (await ask()).body.data.brands[0].products[0].slug === slug,
      `${slug} at the first place`,
    );
  }
});

/** How long after its commit an edit may go unseen. */
const PROMISED_MS = 1_000;

describe('while editors work', () => {
  const servers = () => [shop.url, second.url];
  const versions = new Map<string, { at: number; value: string }[]>();
  const note = (what: string, value: string, at = performance.now()) => {
    versions.set(what, [...(versions.get(what) ?? []), { at, value }]);
  };
  /** The values that an answer to a question asked then may show. */
  const allowed = (what: string, askedAt: number) => {
    const known = versions.get(what)!;
    const settled = known.findLastIndex(({ at }) => at < askedAt - PROMISED_MS);
    return known.slice(Math.max(settled, 0)).map(({ value }) => value);
  };

  const editors: Record<string, (turn: number) => Promise<void>> = {
    // By REST, as the panel does; a republished product is another row.
    name: async (turn) => {
      const response = await fetch(`${shop.url}/api/products/${ids.black}`, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${await shop.apiToken()}`,
        },
        body: JSON.stringify({ data: { name: `Black ${turn}` } }),
      });
      expect(response.status).toBe(200);
    },
    price: async (turn) => {
      await shop.sql('UPDATE variants SET price = $1 WHERE document_id = $2', [
        1_000 + turn,
        ids.senchaVariant,
      ]);
    },
    // Among more brands than one message names.
    brand: async (turn) => {
      await shop.sql('UPDATE brands SET name = CASE document_id WHEN $2 THEN $1 ELSE name END', [
        `Brand ${turn}`,
        ids.brand,
      ]);
    },
    // One that was not there before, as an import links what it makes.
    joined: async (turn) => {
      await shop.sql(
        `WITH made AS (
           INSERT INTO collections (document_id, name, slug, published_at)
           VALUES ('joined' || $2, 'Joined ' || $2, 'joined-' || $2, now()) RETURNING id)
         INSERT INTO products_collections_lnk (product_id, collection_id)
         SELECT p.id, made.id FROM products p, made
          WHERE p.document_id = $1 AND p.published_at IS NOT NULL`,
        [ids.sencha, turn],
      );
    },
    hidden: async (turn) => {
      await shop.sql('UPDATE variants SET active = $1 WHERE document_id = $2', [
        turn % 2 === 0,
        ids.inactiveVariant,
      ]);
    },
    linked: async (turn) => {
      await shop.sql(
        turn % 2 === 0
          ? `INSERT INTO products_collections_lnk (product_id, collection_id)
             SELECT p.id, c.id FROM products p, collections c
              WHERE p.document_id = $1 AND p.published_at IS NOT NULL AND c.document_id = $2
             ON CONFLICT DO NOTHING`
          : `DELETE FROM products_collections_lnk USING products p, collections c
              WHERE product_id = p.id AND collection_id = c.id AND p.document_id = $1
                AND c.document_id = $2`,
        [ids.sencha, ids.collection],
      );
    },
    first: async (turn) => {
      await shop.sql('UPDATE products SET meta_title = $1 WHERE slug = $2', [
        `a${1_000 - turn}`,
        FIRST[turn % 2],
      ]);
    },
  };

  const FIRST = ['black-tea', 'sencha'];

  const lastJoined = (collections: { name: string }[]): number =>
    Math.max(...collections.map(({ name }) => Number(name.replace('Joined ', '')) || 0));
  const product = (body: Json, id: string): Json =>
    body.data.find((row: { documentId: string }) => row.documentId === id);
  const QUERIES: [string, (body: Json) => [what: string, value: unknown][]][] = [
    [
      '/api/products',
      (body) => [
        ['name', product(body, ids.black).name],
        ['brand', product(body, ids.sencha).brand.name],
        ['price', product(body, ids.sencha).variants[0].price],
        ['hidden', product(body, ids.black).variants.length === 2],
      ],
    ],
    [
      '/api/products/black-tea',
      ({ data }) => [
        ['name', data.name],
        ['brand', data.brand.name],
      ],
    ],
    ['/api/products/sencha?populate=variants', ({ data }) => [['price', data.variants[0].price]]],
    [
      '/api/products/sencha?populate=collections',
      ({ data }) => [['joined', lastJoined(data.collections)]],
    ],
    [
      '/api/collections?filters[products][slug]=sencha',
      ({ data }) => [['joined', lastJoined(data)]],
    ],
    [
      '/api/categories/drinks/products?sort=name:desc',
      (body) => [['name', product(body, ids.black).name]],
    ],
    ['/api/brands/kilima', ({ data }) => [['brand', data.name]]],
    ['/api/variants?filters[price][$gte]=1000', ({ data }) => [['price', data[0].price]]],
    ['/api/variants?sort=sku', ({ data }) => [['hidden', data.length === 3]]],
    [
      '/api/collections/gifts?populate=products',
      ({ data }) => [
        [
          'linked',
          data.products.some((row: { documentId: string }) => row.documentId === ids.sencha),
        ],
      ],
    ],
    [
      '/api/products?filters[collections][slug]=gifts&pagination[withCount]=true',
      ({ meta }) => [['linked', meta.pagination.total === 2]],
    ],
  ];
  const GRAPHQL: [string, (data: Json) => [what: string, value: unknown][]][] = [
    [
      '{ products(sort: "slug") { name brand { name } variants { price } } }',
      ({ products }) => [
        ['name', products[0].name],
        ['brand', products[1].brand.name],
        ['price', products[1].variants[0].price],
        ['hidden', products[0].variants.length === 2],
      ],
    ],
    [
      '{ collections { products { slug } } }',
      ({ collections }) => [
        ['linked', collections[0].products.some((row: { slug: string }) => row.slug === 'sencha')],
      ],
    ],
    [
      '{ brands { products(sort: "metaTitle", pagination: { limit: 1 }) { slug } } }',
      ({ brands }) => [['first', brands[0].products[0].slug]],
    ],
  ];

  it('shows nothing that is older than promised, in either process', async () => {
    await shop.sql(
      `INSERT INTO brands (document_id, name, slug, published_at)
       SELECT 'other' || n, 'Other ' || n, 'other-' || n, now() FROM generate_series(1, 150) n`,
    );
    const started = Object.entries(editors);
    for (const [what, edit] of started) {
      await edit(2);
      note(what, valueOf(what, 2));
    }
    await sleep(2 * PROMISED_MS);
    let working = true;
    let hits = 0;
    const edits = (async () => {
      for (let turn = 3; turn < 40; turn += 1) {
        const [what, edit] = started[Math.floor(Math.random() * started.length)]!;
        // It may be seen from before it is known to be committed.
        note(what, valueOf(what, turn), Infinity);
        await edit(turn);
        versions.get(what)!.at(-1)!.at = performance.now();
        await sleep(Math.random() * 60);
      }
      await sleep(2 * PROMISED_MS);
      working = false;
    })();
    const reader = async () => {
      while (working) {
        const url = servers()[Math.floor(Math.random() * 2)]!;
        const turn = Math.floor(Math.random() * (QUERIES.length + GRAPHQL.length));
        const askedAt = performance.now();
        const rest = QUERIES[turn];
        let seen: [string, unknown][];
        if (rest) {
          const response = await raw(rest[0], {}, url);
          if (howOf(response) === 'Duka; hit') hits += 1;
          const body = await response.json();
          if (response.status === 400) continue;
          seen = rest[1](body);
        } else {
          const [query, read] = GRAPHQL[turn - QUERIES.length]!;
          const { body } = await call('POST', `${url}/graphql`, { body: { query } });
          seen = read(body.data);
        }
        for (const [what, value] of seen) {
          expect([turn, what, allowed(what, askedAt)]).toEqual([
            turn,
            what,
            expect.arrayContaining([String(value)]),
          ]);
        }
      }
    };
    await Promise.all([edits, ...Array.from({ length: 6 }, reader)]);
    expect(hits).toBeGreaterThan(20);
  });

  const valueOf = (what: string, turn: number): string =>
    ({
      name: `Black ${turn}`,
      price: String(1_000 + turn),
      brand: `Brand ${turn}`,
      hidden: String(turn % 2 === 0),
      linked: String(turn % 2 === 0),
      first: FIRST[turn % 2],
      joined: String(turn),
    })[what]!;
});

describe('beside an import', () => {
  /** More than the messages of one statement name apart. */
  const PRODUCTS = 300;
  const file = (title: string) =>
    csv(
      Array.from({ length: PRODUCTS }, (_, n) => ({
        Handle: `imported-${n}`,
        Title: `${title} ${n}`,
        Vendor: 'Importer',
        Type: 'Tea',
        'Variant SKU': `IMPORTED-${n}`,
        'Variant Price': '5',
      })),
    );
  const heard: string[] = [];
  let ear: Client;

  beforeAll(async () => {
    ear = new Client({ connectionString: shop.database.url });
    ear.on('notification', ({ payload = '' }) => heard.push(payload));
    await ear.connect();
    await ear.query('LISTEN duka_reads');
  });
  afterAll(() => ear.end());

  const importAll = async (title: string) => {
    heard.length = 0;
    const run = await importText(shop.database.url, 'products', file(title));
    expect(run.counts).toEqual({ written: PRODUCTS, unchanged: 0, refused: 0 });
    // Whatever the import's commits told has been heard before this is answered.
    await ear.query('SELECT');
    return heard.filter((message) => !message.startsWith('beat '));
  };

  it('what it does not touch stays, and lists show what is new', async () => {
    const total = '/api/products?pagination[withCount]=true&pagination[pageSize]=1';
    const totalOf = async (url: string) =>
      ((await (await raw(total, {}, url)).json()) as Json).meta.pagination.total as number;
    const inCategory = '/api/categories/tea?populate[products][fields]=slug';
    await kept(inCategory);
    const before = await totalOf(shop.url);
    const told = await importAll('Imported');
    const types = told.filter((message) => message.endsWith('|*'));
    expect(types).toEqual([]);
    const [sencha] = await shop.sql<{ ids: string[] }>(
      `SELECT array_agg(document_id) AS ids FROM products WHERE slug NOT LIKE 'imported-%'`,
    );
    for (const id of sencha!.ids) expect(told.join()).not.toContain(id);
    for (const url of [shop.url, second.url]) {
      await until(async () => (await totalOf(url)) === before + PRODUCTS, 'the new products');
      const { data } = (await (await raw(inCategory, {}, url)).json()) as Json;
      expect(data.products.length).toBeGreaterThanOrEqual(PRODUCTS);
    }
  });

  it('a list that has only just been loaded is not for every batch, and never older than promised', async () => {
    const BATCHES = 20;
    const path = '/api/brands?pagination[withCount]=true&pagination[pageSize]=1';
    const committed: { at: number; total: number }[] = [];
    let working = true;
    let loaded = 0;
    const reader = async () => {
      while (working) {
        const askedAt = performance.now();
        const response = await raw(path);
        if (howOf(response) !== 'Duka; hit') loaded += 1;
        const { total } = ((await response.json()) as Json).meta.pagination;
        const known = committed.findLast(({ at }) => at < askedAt - PROMISED_MS)?.total ?? 0;
        expect(total).toBeGreaterThanOrEqual(known);
        await sleep(10);
      }
    };
    const batches = (async () => {
      for (let batch = 0; batch < BATCHES; batch += 1) {
        await shop.sql(
          `INSERT INTO brands (document_id, name, slug, published_at)
           SELECT 'batch' || n, 'Batch ' || n, 'batch-' || n, now()
             FROM generate_series($1::int, $1::int + 149) n`,
          [batch * 150],
        );
        const [row] = await shop.sql<{ total: number }>('SELECT count(*) AS total FROM brands');
        committed.push({ at: performance.now(), total: row!.total });
        await sleep(100);
      }
      await sleep(2 * PROMISED_MS);
      working = false;
    })();
    await Promise.all([batches, reader(), reader()]);
    expect(loaded).toBeGreaterThan(1);
    expect(loaded).toBeLessThan(BATCHES / 2);
  });

  it('what it changes is named', async () => {
    const names = async () =>
      Promise.all(
        [shop.url, second.url].map(async (url) => {
          const { data } = (await (
            await raw('/api/products/imported-299', {}, url)
          ).json()) as Json;
          return data.name as string;
        }),
      );
    expect(await names()).toEqual(['Imported 299', 'Imported 299']);
    const told = await importAll('Renamed');
    expect(told.filter((message) => message.endsWith('|*'))).toEqual([]);
    const named = told
      .filter((message) => message.startsWith('api::product.product|row|'))
      .flatMap((message) => message.split('|')[2]!.split(','));
    expect(new Set(named).size).toBe(PRODUCTS);
    await until(
      async () => (await names()).every((name) => name === 'Renamed 299'),
      'the new names',
    );
  });
});

describe('by hand', () => {
  /** Of what is kept, once it is right; a query of its own never asks anew before its time. */
  const comesTo = (path: string, count: number, of = (body: Json) => body.meta.pagination.total) =>
    until(async () => of(await (await kept(path)).json()) === count, `${count} of ${path}`);

  it('a price’s currency is changed, and who asks for variants by it sees that', async () => {
    await shop.sql(
      `WITH price AS (INSERT INTO components_catalog_prices (currency, price)
                      VALUES ('USD', 4) RETURNING id)
       INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
       SELECT v.id, price.id, 'catalog.price', 'prices', 1
         FROM price, variants v WHERE v.document_id = $1`,
      [ids.visibleVariant],
    );
    const path = '/api/variants?filters[prices][currency]=EUR';
    await comesTo(path, 0);
    await shop.sql(`UPDATE components_catalog_prices SET currency = 'EUR'`);
    await comesTo(path, 1);
  });

  it('a table is emptied', async () => {
    const linked = '/api/collections?populate=products';
    const ofFirst = (body: Json) => body.data[0].products.length as number;
    await shop.sql('DELETE FROM products_collections_lnk');
    await shop.sql(
      `INSERT INTO products_collections_lnk (product_id, collection_id)
       SELECT p.id, c.id FROM products p, collections c
        WHERE p.document_id = $1 AND p.published_at IS NOT NULL`,
      [ids.sencha],
    );
    await comesTo(linked, 1, ofFirst);
    await shop.sql('TRUNCATE products_collections_lnk');
    await comesTo(linked, 0, ofFirst);
    const [there] = await shop.sql<{ count: number }>('SELECT count(*) FROM collections');
    await comesTo('/api/collections', there!.count);
    await shop.sql('TRUNCATE collections CASCADE');
    await comesTo('/api/collections', 0);
  });
});
