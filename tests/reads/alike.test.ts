import { createShop, type TestShop } from '../support/shop';
import { fillShop, get, graphql } from './hidden-goods';

/**
 * What our SQL answers is what Strapi's own controllers answer, query by query. A condition that is
 * true of every row and that only Strapi knows how to work out sends the same query to them.
 */
const ONLY_STRAPI = 'filters[$and][9][createdAt][$gt]=2000-01-01';

let shop: TestShop;

beforeAll(async () => {
  // Nothing is kept, so that each answer is worked out, on few connections that many queries share.
  shop = await createShop({ env: { DUKA_READ_CACHE_MB: '0', DATABASE_POOL_SIZE: '2' } });
  const ids = await fillShop(shop);
  await shop.sql(
    `INSERT INTO files (document_id, name, alternative_text, hash, ext, mime, size, url, provider,
                        width, height, formats, folder_path, created_at, updated_at, published_at)
     SELECT 'file' || n, 'File ' || n, 'A cup', 'hash' || n, '.png', 'image/png', 12.5, '/uploads/' || n,
            'local', 800, 600, formats, '/1', now(), now(), now()
       FROM (VALUES (1, '{"small": {"url": "/s", "width": 5, "height": 4, "hash": "x", "size": 1.5}}'),
                    (2, '{}'), (3, NULL)) given (n, formats_text), LATERAL (SELECT formats_text::jsonb) f (formats)`,
  );
  await shop.sql(
    `INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
     SELECT f.id, p.id, 'api::product.product', 'images', 4 - row_number() OVER (PARTITION BY p.id ORDER BY f.id)
       FROM files f, products p WHERE p.published_at IS NOT NULL`,
  );
  await shop.sql(
    `INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
     SELECT f.id, v.id, 'api::variant.variant', 'image', 1
       FROM files f, variants v WHERE f.document_id = 'file1' AND v.document_id = $1`,
    [ids.visibleVariant],
  );
  await shop.sql(
    `WITH price AS (INSERT INTO components_catalog_prices (currency, price)
                    VALUES ('USD', 4), ('EUR', 5) RETURNING id, currency)
     INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
     SELECT v.id, price.id, 'catalog.price', 'prices', CASE currency WHEN 'EUR' THEN 1 ELSE 2 END
       FROM price, variants v WHERE v.document_id = $1`,
    [ids.visibleVariant],
  );
});
afterAll(() => shop.stop());

/** For every type: with its defaults, all its relations, each way to page. */
const LISTS = ['brands', 'categories', 'collections', 'products', 'variants', 'stores'].flatMap(
  (type) =>
    [
      '',
      'populate=*',
      'fields=id',
      'fields=*',
      'sort=createdAt:desc',
      'pagination[page]=2&pagination[pageSize]=1',
      'pagination[pageSize]=2&pagination[withCount]=false',
      'pagination[start]=1&pagination[limit]=1',
      'pagination[limit]=1000',
      'filters[updatedAt][$gt]=2020-01-01T00:00:00.000Z',
    ].map((query) => `${type}?${query}`),
);

it.each([
  ...LISTS,
  'products?fields[0]=name&fields[1]=price&populate=brand,images',
  'products?populate[variants][populate][0]=image&populate[variants][populate][1]=prices',
  'products?populate[variants][populate][prices]=true&populate[variants][sort]=price:desc',
  'products?populate[variants][fields]=sku&populate[variants][filters][price][$gt]=400',
  'products?populate[categories][populate][parent][populate]=parent',
  'products?populate[images][fields]=formats',
  'brands?populate[products][populate]=variants',
  'brands?populate[products][sort]=name:desc&populate[products][fields]=name',
  'variants?populate[product][populate]=brand',
  'products?sort=price:desc,name',
  'products?sort[0]=currency&sort[1]=slug:desc',
  'products?sort=id:desc',
  'products?sort=originalPrice',
  'products?filters[name]=Sencha',
  'products?filters[name][$eqi]=sencha',
  'products?filters[name][$ne]=Sencha',
  'products?filters[name][$containsi]=TEA',
  'products?filters[name][$notContains]=tea',
  'products?filters[name][$startsWith]=Black',
  'products?filters[name][$endsWithi]=TEA',
  'products?filters[name][$contains]=%25',
  'products?filters[name][$contains]=_',
  'products?filters[price][$between][0]=100&filters[price][$between][1]=600',
  'products?filters[price][$in][0]=500&filters[price][$in][1]=900',
  'products?filters[price][$notIn]=500',
  'products?filters[featured][$in][0]=true&filters[featured][$in][1]=false',
  'products?filters[slug][$notIn][0]=sencha&filters[slug][$notIn][1]=%7B%22a%2C%5C',
  'products?filters[createdAt][$in]=2020-01-01T00:00:00.000Z',
  'products?filters[price][$gte]=500&filters[price][$lt]=900',
  'products?filters[ratingAverage][$lte]=4.5',
  'products?filters[featured]=true',
  'products?filters[featured][$ne]=true',
  'products?filters[originalPrice][$null]=true',
  'products?filters[originalPrice][$notNull]=true',
  'products?filters[$or][0][price]=500&filters[$or][1][slug]=sencha',
  'products?filters[$not][name]=Sencha',
  'products?filters[brand][slug]=kilima',
  'products?filters[brand][slug][$ne]=kilima',
  'products?filters[categories][slug][$in][0]=tea&filters[categories][slug][$in][1]=green',
  'products?filters[categories][parent][slug]=tea',
  'products?filters[$and][0][categories][slug]=tea&filters[$and][1][brand][name][$contains]=K',
  'products?filters[$or][0][variants][sku]=BLACK-1&filters[$or][1][name]=Sencha',
  'products?filters[variants][sku]=BLACK-OFF',
  'products?filters[brand][name][$null]=true',
  'products?filters[name][$eq]=',
  'categories?filters[parent][slug]=drinks',
  'categories?filters[products][name][$contains]=e',
  'variants?filters[product][slug]=black-tea',
  'variants?sort=sku&filters[allowBackorder]=false',
  'products/featured',
  'categories/drinks/products?sort=price:desc',
])('/api/%s', async (path) => {
  const [ours, strapis] = await Promise.all([
    get(shop, `/api/${path}`),
    get(shop, `/api/${path}${path.includes('?') ? '&' : '?'}${ONLY_STRAPI}`),
  ]);
  expect(strapis.status).toBe(200);
  expect(ours.status).toBe(200);
  expect(ours.body).toEqual(strapis.body);
});

it.each(['products/black-tea', 'products/sencha?populate=*', 'brands/kilima', 'categories/tea'])(
  '/api/%s, one by one',
  async (path) => {
    const ours = await get(shop, `/api/${path}`);
    const strapis = await get(shop, `/api/${path}${path.includes('?') ? '&' : '?'}${ONLY_STRAPI}`);
    expect(ours.body).toEqual(strapis.body);
  },
);

it('shows of a picture’s copies what a page needs', async () => {
  const { body } = await get(shop, '/api/products/black-tea');
  const formats = body.data.images.map((picture: { formats: unknown }) => picture.formats);
  expect(formats).toEqual([null, {}, { small: { url: '/s', width: 5, height: 4 } }]);
});

it.each([
  ['{ products { images(sort: "createdBy.email") { url } } }', /cannot be by createdBy.email/],
  [
    '{ brands { products(filters: { name: { containsi: "a" }, tags: { eq: "a" } }) { name } } }',
    /products: cannot be asked by a condition on JSON/,
  ],
])('GraphQL refuses %s as REST does', async (query, message) => {
  const { status, body } = await graphql(shop, query);
  expect([status, body.errors[0].message]).toEqual([400, expect.stringMatching(message)]);
});

it('answers each of hundreds of different queries itself', async () => {
  const sorts = ['slug', 'slug:desc', 'name', 'name:desc'];
  const ask = async (size: number, turn: number) => {
    const sort = sorts[turn % sorts.length]!;
    const { status, body } = await get(
      shop,
      `/api/products?fields=slug&filters[name][$ne]=x&sort=${sort}&pagination[pageSize]=${size}`,
    );
    const expected = ['black-tea', 'sencha'];
    if (sort.endsWith(':desc')) expected.reverse();
    expect([status, body.data?.map(({ slug }: { slug: string }) => slug)]).toEqual([
      200,
      expected.slice(0, size),
    ]);
  };
  // Two rounds: what a connection was told in the first must not answer for another in the second.
  for (let round = 0; round < 2; round += 1) {
    for (let turn = 0; turn < 400; turn += 10) {
      const asked = Array.from({ length: 10 }, (_, at) => (turn + at) % 400);
      await Promise.all(asked.map((each) => ask(1 + Math.floor(each / sorts.length), each)));
    }
  }
});

describe('pagination[after]', () => {
  const walk = async (query: string) => {
    const seen: string[] = [];
    let after = '';
    for (let turn = 0; turn < 20; turn += 1) {
      const { status, body } = await get(shop, `/api/${query}&pagination[after]=${after}`);
      expect(status).toBe(200);
      seen.push(...body.data.map((row: { documentId: string }) => row.documentId));
      after = body.meta.pagination.next;
      if (after === null) return seen;
    }
    throw new Error('it does not end');
  };

  it.each([
    'categories?pagination[pageSize]=1',
    'categories?pagination[pageSize]=2&sort=name:desc',
    'products?pagination[pageSize]=1&sort=price',
    'products?pagination[pageSize]=1&sort=originalPrice:desc',
    'products?pagination[pageSize]=1&sort=originalPrice,price:desc',
    'products?pagination[pageSize]=1&sort=createdAt:desc&filters[brand][slug]=kilima',
    'brands?pagination[pageSize]=2',
  ])('walks through %s as pages do', async (query) => {
    const whole = await get(shop, `/api/${query.replace(/pagination\[pageSize\]=\d/, '')}`);
    expect(await walk(query)).toEqual(
      whole.body.data.map((row: { documentId: string }) => row.documentId),
    );
  });

  it('counts where it is asked to', async () => {
    const { body } = await get(shop, '/api/brands?pagination[after]=&pagination[withCount]=true');
    expect(body.meta.pagination).toEqual({ pageSize: 25, next: null, total: 2 });
  });

  it.each([
    'pagination[after]=nonsense',
    'pagination[after]=WzFd',
    'pagination[after]=&pagination[page]=1',
    'pagination[after]=&pagination[start]=0',
    'pagination[after]=&_q=tea',
  ])('?%s is refused', async (query) => {
    expect(await get(shop, `/api/products?${query}`)).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'VALIDATION_FAILED' } } },
    });
  });

  it('refuses a place in another order', async () => {
    const { body } = await get(shop, '/api/categories?pagination[after]=&pagination[pageSize]=1');
    const { next } = body.meta.pagination;
    const answer = await get(shop, `/api/categories?sort=name&pagination[after]=${next}`);
    expect(answer.status).toBe(400);
  });
});
