import { bearer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { get, graphql } from './hidden-goods';

/** Safe defaults: what every answer carries, what no answer carries, and where each limit is. */
const STOREFRONT = 'https://shop.example.com';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop({ env: { FRONTEND_URL: `${STOREFRONT}/, https://m.example.com` } });
});
afterAll(() => shop.stop());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(shop.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });

describe('headers', () => {
  it.each([
    '/api/products',
    '/api/products/none',
    '/api/nothing',
    '/api/orders',
    '/uploads/none.png',
    '/robots.txt',
    '/nothing',
    '/admin/login',
    '/graphql',
  ])('of %s', async (path) => {
    const { headers } = await get(shop, path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
      'content-security-policy': expect.stringMatching(/default-src/),
    });
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('unsafe-eval');
  });

  it('keep uploaded files from being pages', async () => {
    const { headers } = await get(shop, '/uploads/none.png');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});

describe('CORS', () => {
  const origins = ['/api/products', '/graphql', '/api/nothing'];

  it.each(origins)('%s answers the storefront', async (path) => {
    const { headers } = await get(shop, path, { Origin: STOREFRONT });
    expect(headers.get('access-control-allow-origin')).toBe(STOREFRONT);
    expect(headers.get('access-control-expose-headers')).toBe(
      'X-Cart-Token,Idempotency-Replayed,Retry-After,ETag,X-Request-Id',
    );
    expect(headers.get('vary')).toContain('Origin');
  });

  it.each(origins)('F-74 %s answers nobody else', async (path) => {
    for (const origin of ['https://evil.example', 'null', `${STOREFRONT}.evil.example`]) {
      const { headers } = await get(shop, path, { Origin: origin });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('lets the storefront send what the contract has', async () => {
    const response = await fetch(`${shop.url}/api/cart/items`, {
      method: 'OPTIONS',
      headers: {
        Origin: STOREFRONT,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'idempotency-key,x-cart-token',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
  });
});

describe('errors', () => {
  it.each([
    ['GET', '/api/nothing', 404, 'NOT_FOUND'],
    ['GET', '/api/products/none', 404, 'NOT_FOUND'],
    ['GET', '/nothing', 404, 'NOT_FOUND'],
    ['POST', '/api/products', 403, 'FORBIDDEN'],
    ['PATCH', '/api/products', 405, 'METHOD_NOT_ALLOWED'],
    ['PROPFIND', '/api/products', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/api/products?unknown=1', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?sort[', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?filters[name]=%00', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?filters[price]=99999999999999999', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?filters[price]=abc', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?filters[createdAt][$gt]=never', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?pagination[page]=99999999999999999999', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?pagination[page]=-1', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?pagination[limit]=-1', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products?pagination[page]=abc', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products/%ff', 400, 'VALIDATION_FAILED'],
    ['GET', '/api/products/%00', 400, 'VALIDATION_FAILED'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const response = await fetch(shop.url + path, { method });
    const text = await response.text();
    expect([response.status, text]).toEqual([status, expect.stringContaining(`"code":"${code}"`)]);
    expect(JSON.parse(text)).toMatchObject({
      data: null,
      error: { status, name: expect.any(String), message: expect.any(String), details: { code } },
    });
    expect(text).not.toMatch(/node_modules|\bat .*\.js/);
  });

  it.each([
    ['sort=none', ['sort', 'none']],
    ['filters[none]=1', ['filters', 'none']],
    ['filters[variants][costPrice][$gt]=1', ['filters', 'variants', 'costPrice']],
    ['fields=costPrice', ['fields', 'costPrice']],
    ['populate=none', ['populate', 'none']],
    ['pagination[page]=-1', ['pagination', 'page']],
  ])('?%s is named', async (query, path) => {
    const { body } = await get(shop, `/api/products?${query}`);
    expect(body.error.details.errors).toEqual([{ path, message: expect.any(String) }]);
  });

  it('malformed JSON is 400', async () => {
    const response = await post('/api/auth/login', '{"email": ');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { status: 400, details: { code: 'VALIDATION_FAILED' } },
    });
  });

  it('TRACE is not answered', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((done, fail) => {
      const call = request(`${shop.url}/api/products`, { method: 'TRACE' }, (response) => {
        response.resume();
        done(response.statusCode);
      });
      call.on('error', fail).end();
    });
    expect(status).toBe(405);
  });
});

describe('limits of REST', () => {
  it('F-69 a page has at most 100', async () => {
    for (const query of ['pagination[pageSize]=1000000', 'pagination[limit]=1000000']) {
      const { status, body } = await get(shop, `/api/products?${query}`);
      expect(status).toBe(200);
      const { pageSize, limit } = body.meta.pagination;
      expect(pageSize ?? limit).toBe(100);
    }
  });

  it.each([
    ['filters that are too deep', `filters${'[$and][0]'.repeat(9)}[name]=x`],
    ['a query that is too deep', `filters${'[$not]'.repeat(30)}[name]=x`],
    [
      'too many conditions',
      Array.from({ length: 70 }, (_, at) => `filters[$or][${at}][name]=${at}`).join('&'),
    ],
    ['too many parameters', Array.from({ length: 300 }, (_, at) => `filters[a${at}]=1`).join('&')],
    ['a populate that is too deep', 'populate=brand.products.brand.products.brand'],
  ])('F-69 %s: 400', async (_, query) => {
    const started = Date.now();
    const answer = await get(shop, `/api/products?${query}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'VALIDATION_FAILED' } } },
    });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it.each([
    'filters=x',
    'filters[$or]=x',
    'filters[$not]=x',
    'filters[name][$or]=x',
    'filters[price][$between]=1',
    'filters[price][$between][0]=1',
    'filters[price][$contains]=1',
    'filters[tags][$contains]=x',
    'filters[featured][$startsWith]=x',
    'filters[name][$jsonSupersetOf]=x',
    'fields=',
    'fields=constructor',
  ])('conditions that make no sense are 400, not a fault: ?%s', async (query) => {
    const token = bearer(await shop.apiToken());
    for (const headers of [{}, token]) {
      const response = await fetch(`${shop.url}/api/products?${query}`, { headers });
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { error: { details: { code: 'VALIDATION_FAILED' } } },
      ]);
    }
  });

  it('F-70 a body has at most 1 MB', async () => {
    const response = await post(
      '/api/auth/login',
      JSON.stringify({ email: 'x'.repeat(2_000_000) }),
    );
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      error: { status: 413, details: { code: 'PAYLOAD_TOO_LARGE' } },
    });
  });

  it('F-70 a body is at most 32 levels deep', async () => {
    const response = await post('/api/auth/login', '['.repeat(10_000) + ']'.repeat(10_000));
    expect(response.status).toBe(400);
  });

  it.each(['/api/auth/login', '/api/auth/local', '/admin/login'])(
    'F-58 half of a surrogate pair is refused by %s, and its server lives',
    async (path) => {
      const identified = '"email": "a@b.c", "identifier": "a@b.c"';
      const response = await post(path, `{${identified}, "password": "\\ud800"}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: { details: { code: 'VALIDATION_FAILED', errors: [{ path: ['password'] }] } },
      });
      expect((await get(shop, '/api/products')).status).toBe(200);
    },
  );

  it.each(['__proto__', 'constructor'])('F-75 %s pollutes nothing', async (key) => {
    await get(shop, `/api/products?${key}[polluted]=1&filters[${key}][polluted]=1`);
    await post('/api/auth/login', `{"${key}": {"polluted": 1}, "email": "a@b.c", "password": "x"}`);
    const { status, body } = await get(shop, '/api/products');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('polluted');
  });
});

describe('limits of GraphQL', () => {
  it.each([
    ['depth', `{ brands ${'{ products { brand '.repeat(6)}{ name }${' } }'.repeat(6)} }`, /depth/],
    [
      'root fields, aliases counted',
      `{ ${Array.from({ length: 11 }, (_, at) => `a${at}: brands { name }`).join(' ')} }`,
      /has 11 root fields, at most 10 /,
    ],
    [
      'fields',
      `{ brands { ${Array.from({ length: 501 }, (_, at) => `a${at}: name`).join(' ')} } }`,
      /has 502 fields, at most 500 /,
    ],
    [
      'fields in fragments',
      `{ brands { ...F ...F ...F } } fragment F on Brand { ${Array.from({ length: 200 }, (_, at) => `a${at}: name`).join(' ')} }`,
      /has 601 fields, at most 500 /,
    ],
    [
      'loads',
      '{ categories(pagination: { limit: 100 }) { products(pagination: { limit: 100 }) { variants { sku } } } }',
      /may load 10101 relations, at most 10000 /,
    ],
    [
      'root fields in fragments',
      `{ ...A ... on Query { ...A } } fragment A on Query { ${Array.from({ length: 6 }, (_, at) => `a${at}: brands { name }`).join(' ')} }`,
      /has 12 root fields, at most 10 /,
    ],
    [
      'fragments within fragments',
      `{ brands { ...F0 } } ${Array.from({ length: 40 }, (_, at) => `fragment F${at} on Brand { ...F${at + 1} ...F${at + 1} }`).join(' ')} fragment F40 on Brand { name }`,
      /has \d+ fields, at most 500 /,
    ],
    ['fragments that are not there', '{ brands { ...X } }', /Unknown fragment "X"/],
    [
      'a circle of fragments',
      '{ brands { ...A } } fragment A on Brand { ...B } fragment B on Brand { ...A }',
      /Cannot spread fragment "A" within itself/,
    ],
    [
      'two kinds of pages',
      '{ products(pagination: { page: 1, limit: 1 }) { name } }',
      /cannot have both a page and a start/,
    ],
    ['tokens', `{ brands { ${'name '.repeat(3_000)} } }`, /2000 tokens/],
  ])('%s', async (_, query, message) => {
    const started = Date.now();
    const { status, body } = await graphql(shop, query);
    expect(status).toBe(400);
    expect(body.errors[0].message).toMatch(message);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it.each([
    ['{ products(filters: { price: { contains: 1 } }) { name } }', 'products'],
    ['{ products(filters: { tags: { contains: "a" } }) { name } }', 'products'],
    ['{ products(filters: { name: { between: ["a"] } }) { name } }', 'products'],
    ['{ stores(filters: { latitude: { contains: 1 } }) { name } }', 'stores'],
  ])('%s is 400, and nothing is told of the tables', async (query, name) => {
    const { status, body } = await graphql(shop, query);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(body.errors[0].path).toEqual([name]);
    expect(JSON.stringify(body)).not.toMatch(/select|published_at/i);
  });

  it('a query within them runs', async () => {
    const { status, body } = await graphql(
      shop,
      '{ products(pagination: { limit: 100 }) { name brand { name } variants { sku price } } }',
    );
    expect([status, body]).toEqual([200, { data: { products: [] } }]);
  });

  it('counts a page of the size that a variable says', async () => {
    const query =
      'query ($n: Int = 50) { categories(pagination: { limit: $n }) { products(pagination: { limit: $n }) { variants { sku } } } }';
    const ask = async (variables?: object) => {
      const response = await post('/graphql', JSON.stringify({ query, variables }));
      return [response.status, await response.text()];
    };
    const right = [200, expect.stringMatching(/^\{"data":\{"categories":\[\]\}\}/)];
    expect(await ask()).toEqual(right);
    expect(await ask({ n: 5 })).toEqual(right);
    expect(await ask({ n: 100 })).toEqual([400, expect.stringContaining('10101 relations')]);
  });

  it.each([
    '{ products(pagination: null, sort: null, filters: null) { name } }',
    '{ brands { products(pagination: null, sort: null, filters: null) { name } } }',
    '{ brands { products(pagination: { start: null, limit: null }) { images(pagination: null) { url } } } }',
  ])('%s asks for what goes without saying', async (query) => {
    const { status, body } = await graphql(shop, query);
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  it('F-68 takes no batches', async () => {
    const one = { query: '{ brands { name } }' };
    expect((await post('/graphql', JSON.stringify([one, one]))).status).toBe(400);
  });

  it('F-68 takes no large bodies', async () => {
    const query = JSON.stringify({ query: '{ brands { name } }', variables: 'x'.repeat(200_000) });
    expect((await post('/graphql', query)).status).toBe(413);
  });
});

describe('without FRONTEND_URL', () => {
  it('no origin is allowed', async () => {
    const plain = await shop.secondServer({ FRONTEND_URL: '' });
    const response = await fetch(`${plain.url}/api/products`, { headers: { Origin: STOREFRONT } });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('in production', () => {
  it('F-68 GraphQL tells nothing of its schema', async () => {
    const server = await shop.secondServer({ NODE_ENV: 'production' });
    const ask = async (query: string) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return response.text();
    };
    expect(await ask('{ __schema { types { name } } }')).toContain('introspection');
    expect(await ask('{ brnds { name } }')).not.toContain('brands');
  });

  it.each([
    ['APP_KEYS', ''],
    ['JWT_SECRET', 'tobemodified-tobemodified'],
    ['ADMIN_JWT_SECRET', 'changeme-changeme-changeme'],
    ['ENCRYPTION_KEY', 'short'],
    ['TZ', 'Africa/Nairobi'],
  ])('it does not start with %s=%s, and says so', async (name, value) => {
    await expect(shop.secondServer({ NODE_ENV: 'production', [name]: value })).rejects.toThrow(
      new RegExp(`${name} (is missing|still holds|is too short|must be)`),
    );
  });
});
