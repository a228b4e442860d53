import { createShop, type TestShop } from '../support/shop';
import { fillShop, get, type Answer } from './hidden-goods';

let shop: TestShop;
let ids: Awaited<ReturnType<typeof fillShop>>;

beforeAll(async () => {
  shop = await createShop();
  ids = await fillShop(shop);
});
afterAll(() => shop.stop());

const slugs = ({ body }: Answer) => body.data.map((row: { slug: string }) => row.slug);

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
