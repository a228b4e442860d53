import { call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { fillShop, get, graphql, type Answer } from './hidden-goods';

let shop: TestShop;
let ids: Awaited<ReturnType<typeof fillShop>>;

beforeAll(async () => {
  shop = await createShop();
  ids = await fillShop(shop);
});
afterAll(() => shop.stop());

/**
 * Nothing private leaves by populate, fields, filters, sort, search, status or GraphQL: neither in a
 * body nor as a difference in a count.
 */
describe('what is hidden', () => {
  let customer: string;

  beforeAll(async () => {
    const registered = await call('POST', `${shop.url}/api/auth/register`, {
      body: {
        email: 'amina@example.com',
        password: 'a long enough password',
        firstName: 'Amina',
        lastName: 'Otieno',
      },
    });
    customer = registered.body.data.token;
  });

  const TYPES = ['brands', 'categories', 'collections', 'products', 'variants', 'stores'];

  /** What may stand in no public answer: names of fields, and names and SKUs of hidden rows. */
  const SECRETS =
    /costPrice|lowStockThreshold|managers|createdBy|updatedBy|Secret|SECRET-1|BLACK-OFF|Withdrawn|CLOSED|password|resetPasswordToken|provider_metadata/;

  const everyCaller = (): Record<string, string>[] => [{}, { Authorization: `Bearer ${customer}` }];

  describe.each(TYPES)('/api/%s', (type) => {
    it.each([
      '',
      'populate=*',
      'status=draft',
      'status=draft&populate=*',
      'populate[products]=true',
      'populate[products][populate]=variants',
      'populate[product][populate]=*',
      'populate[variants][populate][product][populate]=variants',
      'populate[products][filters][publishedAt][$null]=true',
      'populate[variants][filters][active]=false',
      'filters[active]=false',
      'filters[$or][0][active]=false&filters[$or][1][active]=true',
      'filters[publishedAt][$null]=true',
      'filters[documentId][$notNull]=true&status=draft&populate=*',
      'pagination[pageSize]=100&sort=id:desc&populate=*',
      'locale=*',
      '_q=Secret',
      '_q=Withdrawn',
      'fields=*',
    ])('F-62 ?%s shows nothing hidden to anybody', async (query) => {
      for (const headers of everyCaller()) {
        const answer = await get(shop, `/api/${type}?${query}`, headers);
        expect([200, 400]).toContain(answer.status);
        if (answer.status === 200) expect(JSON.stringify(answer.body)).not.toMatch(SECRETS);
      }
    });

    it.each([
      'populate=createdBy',
      'populate[createdBy][fields]=email',
      'populate[updatedBy]=*',
      'populate[managers]=*',
      'populate[localizations]=*',
      'populate[user][populate]=*',
      'populate[reviews]=*',
      'filters[reviews][text][$contains]=a',
      'populate[images][populate]=*',
      'populate[images][populate][related]=*',
      'populate[brand][populate][products][populate][variants][populate][product]=true',
      'fields[]=costPrice',
      'fields=lowStockThreshold',
      'fields=password',
      'filters[costPrice][$gt]=0',
      'filters[lowStockThreshold]=271828',
      'filters[createdBy][email][$contains]=a',
      'filters[updatedBy][resetPasswordToken][$startsWith]=a',
      'filters[createdBy][id]=1',
      'filters[managers][email][$contains]=a',
      'filters[user][email][$startsWith]=a',
      'filters[$and][0][costPrice][$gt]=0',
      'filters[$not][updatedBy][password][$startsWith]=a',
      'filters[variants][costPrice][$gt]=0',
      'filters[product][variants][costPrice][$gt]=0',
      'filters[products][variants][lowStockThreshold]=271828',
      'filters[t1.password][$startsWith]=a',
      'filters[images][createdBy][email][$contains]=a',
      'sort=costPrice',
      'sort=createdBy.email',
      'sort=updatedBy.password:asc',
      'sort=product.name',
      'sort[products][name]=asc',
      'where[costPrice]=314159',
      'where[updatedBy][resetPasswordToken][$startsWith]=a',
      'lookup[updatedBy][password][$startsWith]=a',
      'publicationFilter=modified',
      'hasPublishedVersion=false',
      'populate[products][publicationFilter]=modified',
      'populate[products][count]=true',
      'populate[products][where][name]=Secret',
      'unknown=1',
      'filters[%24not][products][name]=x&filters[nothing]=1',
    ])('F-62 ?%s is refused', async (query) => {
      for (const headers of everyCaller()) {
        const answer = await get(shop, `/api/${type}?${query}`, headers);
        expect(answer).toMatchObject({
          status: 400,
          body: { data: null, error: { status: 400, details: { code: 'VALIDATION_FAILED' } } },
        });
      }
    });

    it('is read only', async () => {
      for (const headers of everyCaller()) {
        for (const [method, path] of [
          ['POST', ''],
          ['PUT', `/${ids.black}`],
          ['DELETE', `/${ids.black}`],
        ]) {
          const response = await fetch(`${shop.url}/api/${type}${path}`, {
            method: method!,
            headers: { 'Content-Type': 'application/json', ...headers },
            ...(method === 'DELETE' ? {} : { body: '{"data":{"name":"x"}}' }),
          });
          expect([401, 403]).toContain(response.status);
        }
      }
    });
  });

  describe('a count tells nothing of what is hidden', () => {
    it.each([
      ['brands', 'products', 'name'],
      ['categories', 'products', 'name'],
      ['collections', 'products', 'name'],
      ['variants', 'product', 'name'],
      ['products', 'variants', 'title'],
    ])('F-62 %s by the %s they are related to', async (type, relation, field) => {
      const count = async (condition: string) => {
        const answer = await get(shop, `/api/${type}?filters[${relation}]${condition}`);
        expect(answer.status).toBe(200);
        return answer.body.meta.pagination.total as number;
      };
      const nothing = await count(`[${field}][$eq]=no such name`);
      for (const hidden of ['Secret', 'Withdrawn', 'Hidden']) {
        expect(await count(`[${field}][$startsWith]=${hidden}`)).toBe(nothing);
        expect(await count(`[$or][0][${field}][$startsWith]=${hidden}`)).toBe(nothing);
      }
      expect(await count(`[${field}][$notNull]=true`)).toBeGreaterThan(nothing);
    });

    it.each([
      'brands?filters[$not][products][name][$startsWith]=Secret',
      'brands?filters[$and][0][$not][products][name][$startsWith]=Secret',
      'brands?filters[products][$null]=true',
      'brands?filters[products]=1',
      'brands?filters[products][$in][0]=1',
      'products?filters[$not][variants][title]=Withdrawn',
      'variants?filters[product]=1',
    ])('F-62 %s could, and is refused', async (path) => {
      expect((await get(shop, `/api/${path}`)).status).toBe(400);
    });

    it.each(['314159', '271828', 'SECRET-1', 'BLACK-OFF', 'secret-launch', 'CLOSED'])(
      'a search for %s finds nothing',
      async (text) => {
        for (const type of TYPES) {
          const answer = await get(shop, `/api/${type}?_q=${text}`);
          expect({ type, total: answer.body.meta.pagination.total }).toEqual({ type, total: 0 });
        }
      },
    );
  });

  describe('one by one', () => {
    it.each([
      ['a draft', () => `products/${ids.secret}`],
      ['a draft asked for as one', () => `products/${ids.secret}?status=draft`],
      ['a draft by its slug', () => 'products/secret-launch'],
      ['an inactive variant', () => `variants/${ids.inactiveVariant}`],
      ['the variant of a draft', () => `variants/${ids.variantOfDraft}`],
      ['an inactive store', () => `stores/${ids.closedStore}`],
    ])('%s is not there', async (_, path) => {
      expect(await get(shop, `/api/${path()}`)).toMatchObject({
        status: 404,
        body: { data: null, error: { status: 404, details: { code: 'NOT_FOUND' } } },
      });
    });

    it('an API token sees drafts', async () => {
      const headers = { Authorization: `Bearer ${await shop.apiToken()}` };
      const answer = await get(shop, `/api/products/${ids.secret}?status=draft`, headers);
      expect(answer).toMatchObject({ status: 200, body: { data: { name: 'Secret launch' } } });
    });
  });

  it.each([
    'orders',
    'order-lines',
    'order-histories',
    'shipments',
    'coupons',
    'stock-levels',
    'addresses',
    'users',
    'users/1',
    'users-permissions/roles',
    'upload/files',
    'shop-settings',
    'reviews',
  ])('F-61 /api/%s is closed to the public', async (path) => {
    expect([401, 403, 404]).toContain((await get(shop, `/api/${path}`)).status);
  });

  describe('GraphQL', () => {
    it.each([
      '{ products(status: DRAFT) { name variants { sku } } }',
      '{ products_connection(status: DRAFT) { nodes { name } pageInfo { total } } }',
      '{ brands(status: DRAFT) { name products { name variants { sku title } } } }',
      '{ categories { products_connection { nodes { name } } } }',
      '{ collections(publicationFilter: MODIFIED) { products { name } } }',
      '{ variants(filters: { active: { eq: false } }) { sku title product { name } } }',
      '{ variants { sku title product { name variants { title } brand { products { name } } } } }',
      '{ stores(filters: { code: { eq: "CLOSED" } }) { code } }',
      '{ brands { products(filters: { publishedAt: { null: true } }) { name } } }',
      '{ products { variants(filters: { active: { eq: false } }) { title } } }',
    ])('F-62 %s shows nothing hidden', async (query) => {
      for (const headers of everyCaller()) {
        const { body } = await graphql(shop, query, headers);
        expect(JSON.stringify(body.data ?? {})).not.toMatch(SECRETS);
        expect(body.errors ?? []).toEqual([]);
      }
    });

    it.each([
      ['brands', 'products: { name: { startsWith: "Secret" } }'],
      ['categories', 'products: { name: { startsWith: "Secret" } }'],
      ['products', 'variants: { title: { eq: "Withdrawn" } }'],
      ['variants', 'product: { name: { startsWith: "Secret" } }'],
      ['brands', 'products: { or: [{ name: { startsWith: "Secret" } }] }'],
    ])('F-62 counts no %s where %s', async (field, filters) => {
      const { body } = await graphql(
        shop,
        `{ ${field}_connection(filters: { ${filters} }) { pageInfo { total } } }`,
      );
      expect(body.data[`${field}_connection`].pageInfo.total).toBe(0);
    });

    it.each([
      '{ variants { costPrice } }',
      '{ variants { lowStockThreshold } }',
      '{ variants(filters: { costPrice: { gt: 0 } }) { sku } }',
      '{ stores { managers { email } } }',
      '{ stores(filters: { managers: { email: { contains: "a" } } }) { code } }',
      '{ products { createdBy { email } } }',
      '{ products(filters: { createdBy: { email: { contains: "a" } } }) { name } }',
      '{ products { images { related { __typename } } } }',
      '{ products(sort: "variants.costPrice") { name } }',
      '{ variants(sort: "costPrice") { sku } }',
      '{ brands(filters: { not: { products: { name: { eq: "x" } } } }) { name } }',
      '{ orders { number } }',
      '{ stockLevels { onHand } }',
      '{ coupons { code } }',
      '{ reviews { text customer { email } } }',
      '{ products { reviews { text } } }',
      '{ usersPermissionsUsers { email } }',
      '{ usersPermissionsUser(documentId: "1") { email } }',
      '{ me { email } }',
      '{ uploadFiles { url } }',
      'mutation { login(input: { identifier: "a", password: "b" }) { jwt } }',
      'mutation { createBrand(data: { name: "x" }) { name } }',
    ])('F-61 F-62 refuses %s', async (query) => {
      for (const headers of everyCaller()) {
        const { body } = await graphql(shop, query, headers);
        expect(body.errors).not.toHaveLength(0);
        expect(JSON.stringify(body.data ?? null)).toMatch(/^null$|null\}$/);
      }
    });
  });
});

describe('what is shown', () => {
  const slugs = ({ body }: Answer) => body.data.map((row: { slug: string }) => row.slug);

  it.each([
    '{ products_connection(filters: { documentId: { in: [] } }) { pageInfo { total } } }',
    '{ products_connection(filters: { or: [{ slug: { in: [] } }] }) { pageInfo { total } } }',
    '{ products_connection(filters: { variants: { sku: { in: [] } } }) { pageInfo { total } } }',
  ])('GraphQL shows none of a list of none: %s', async (query) => {
    const { body } = await graphql(shop, query);
    expect(body.data.products_connection.pageInfo.total).toBe(0);
  });

  it('shows a product with what belongs to it', async () => {
    const { body } = await get(shop, '/api/products/black-tea');
    expect(body.data).toMatchObject({
      documentId: ids.black,
      name: 'Black tea',
      slug: 'black-tea',
      price: 500,
      featured: true,
      tags: ['tag'],
      brand: { documentId: ids.brand, name: 'Kilima', slug: 'kilima' },
      categories: [{ documentId: ids.tea, slug: 'tea' }],
      images: [],
      variants: [
        {
          documentId: ids.visibleVariant,
          sku: 'BLACK-1',
          price: 500,
          originalPrice: null,
          options: { Size: 'M' },
        },
      ],
    });
    expect(body.data.variants).toHaveLength(1);
  });

  it('lists what it shows', async () => {
    const one = await get(shop, '/api/products/black-tea');
    const list = await get(shop, '/api/products?sort=name');
    expect(slugs(list)).toEqual(['black-tea', 'sencha']);
    expect(Object.keys(list.body.data[0]).sort()).toEqual(Object.keys(one.body.data).sort());
    expect(list.body.meta.pagination).toEqual({ page: 1, pageSize: 25, pageCount: 1, total: 2 });
  });

  it.each([
    ['page=2', ['page'], /pagination\[page\]/],
    ['pagination[number]=2', ['pagination', 'number'], /not known/],
    ['colour=red', ['colour'], /colour/],
    ['filters[colour]=red', ['filters', 'colour'], /colour/],
    ['sort=brand.name', ['sort'], /brand\.name/],
  ])('says what it does not take of ?%s', async (query, path, message) => {
    const { status, body } = await get(shop, `/api/products?${query}`);
    expect(status).toBe(400);
    expect(body.error.details).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path }] });
    expect(body.error.details.errors[0].message).toMatch(message);
  });

  it.each([
    ['products', 'black-tea', () => ids.black],
    ['categories', 'drinks', () => ids.drinks],
    ['brands', 'kilima', () => ids.brand],
    ['collections', 'gifts', () => ids.collection],
  ])('finds one of the %s by id and by slug', async (type, slug, id) => {
    const bySlug = await get(shop, `/api/${type}/${slug}`);
    const byId = await get(shop, `/api/${type}/${id()}`);
    expect(bySlug).toMatchObject({ status: 200, body: { data: { documentId: id(), slug } } });
    expect(byId.body).toEqual(bySlug.body);
  });

  it('takes an id before a slug that looks like it', async () => {
    await shop.sql('UPDATE brands SET slug = $1 WHERE document_id = $2', [
      ids.brand,
      ids.hiddenBrand,
    ]);
    const { body } = await get(shop, `/api/brands/${ids.brand}`);
    expect(body.data.documentId).toBe(ids.brand);
  });

  describe('populate', () => {
    it.each([
      ['populate=brand', ['brand']],
      ['populate=brand,images', ['brand', 'images']],
      ['populate[0]=brand&populate[1]=variants', ['brand', 'variants']],
      ['populate[brand][fields][0]=name', ['brand']],
      ['populate[variants]=true', ['variants']],
      ['populate=brand.products', ['brand']],
      ['fields=name', []],
    ])('?%s is Strapi’s own', async (query, shown) => {
      const { body } = await get(shop, `/api/products/black-tea?${query}`);
      const relations = ['brand', 'categories', 'collections', 'images', 'variants'];
      expect(relations.filter((name) => name in body.data)).toEqual(shown);
    });

    it('reaches from a brand to its published products and on to their active variants', async () => {
      const { body } = await get(shop, '/api/brands/kilima?populate[products][populate]=variants');
      expect(
        body.data.products.map((product: { slug: string; variants: { sku: string }[] }) => [
          product.slug,
          product.variants.map(({ sku }) => sku),
        ]),
      ).toEqual([
        ['black-tea', ['BLACK-1']],
        ['sencha', ['SENCHA-1']],
      ]);
    });
  });

  it('shows featured products and takes them for no id', async () => {
    expect(slugs(await get(shop, '/api/products/featured'))).toEqual(['black-tea']);
    expect(slugs(await get(shop, '/API/Products/Featured'))).toEqual(['black-tea']);
    expect(slugs(await get(shop, '/api/products/featured?filters[price][$gt]=500'))).toEqual([]);
    expect((await get(shop, '/api/products/featured?filters[costPrice]=1')).status).toBe(400);
  });

  describe('GET /api/categories/:id/products', () => {
    it.each([
      ['drinks', ['black-tea', 'sencha']],
      ['tea', ['black-tea', 'sencha']],
      ['green', ['sencha']],
    ])('%s shows its own and those below it', async (category, expected) => {
      const answer = await get(shop, `/api/categories/${category}/products?sort=name`);
      expect(slugs(answer)).toEqual(expected);
    });

    it('takes pages, order and filters as /products does', async () => {
      const answer = await get(
        shop,
        `/api/categories/${ids.drinks}/products?sort=price:desc&pagination[pageSize]=1&filters[price][$gte]=500`,
      );
      expect(slugs(answer)).toEqual(['sencha']);
      expect(answer.body.meta.pagination).toEqual({ page: 1, pageSize: 1, pageCount: 2, total: 2 });
    });

    it('shows a product once that stands in two of them', async () => {
      await shop.sql(
        `INSERT INTO products_categories_lnk (product_id, category_id, category_ord)
       SELECT p.id, c.id, 9 FROM products p, categories c
        WHERE p.document_id = $1 AND c.document_id = $2`,
        [ids.sencha, ids.drinks],
      );
      const answer = await get(shop, '/api/categories/drinks/products?sort=name');
      expect(slugs(answer)).toEqual(['black-tea', 'sencha']);
      expect(answer.body.meta.pagination.total).toBe(2);
    });

    it('ends where an editor has made a circle', async () => {
      await shop.sql(
        `INSERT INTO categories_parent_lnk (category_id, inv_category_id)
       SELECT child.id, parent.id FROM categories child, categories parent
        WHERE child.document_id = $1 AND parent.document_id = $2`,
        [ids.drinks, ids.green],
      );
      expect((await get(shop, '/api/categories/tea/products')).body.meta.pagination.total).toBe(2);
    });

    it('does not know what is not there', async () => {
      expect((await get(shop, '/api/categories/none/products')).status).toBe(404);
    });
  });

  it('is the same under /api/v1', async () => {
    const [one, other] = await Promise.all([
      get(shop, '/api/v1/products?sort=name'),
      get(shop, '/api/products?sort=name'),
    ]);
    expect(one.body).toEqual(other.body);
  });

  it('is the same with a slash behind it', async () => {
    for (const path of ['/api/products', '/api/products/featured', '/api/products/black-tea']) {
      const [one, other] = await Promise.all([get(shop, path), get(shop, `${path}/`)]);
      expect([path, other.status, other.body]).toEqual([path, 200, one.body]);
    }
  });

  it('gives pages that neither overlap nor miss', async () => {
    const seen = new Set<string>();
    for (const page of [1, 2]) {
      const answer = await get(
        shop,
        `/api/products?sort=currency&pagination[pageSize]=1&pagination[page]=${page}`,
      );
      slugs(answer).forEach((slug: string) => seen.add(slug));
    }
    expect(seen.size).toBe(2);
  });
});
