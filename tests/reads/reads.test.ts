import { createShop, type TestShop } from '../support/shop';
import { fillCatalogue, get, graphql } from './catalogue';

let shop: TestShop;
let ids: Awaited<ReturnType<typeof fillCatalogue>>;

beforeAll(async () => {
  shop = await createShop();
  ids = await fillCatalogue(shop);
});
afterAll(() => shop.stop());

const slugs = (answer: { body: any }) => answer.body.data.map((row: any) => row.slug);

describe('what the public reads', () => {
  it('x', async () => {
    for (const path of [
      '/api/products',
      '/api/products/black-tea',
      '/api/products/featured',
      '/api/categories/drinks/products?sort=price:desc',
      '/api/products?populate=*',
      '/api/brands?populate=products',
      '/api/brands?populate[products][populate]=variants',
      '/api/variants?populate=product',
      '/api/stores?populate=*',
      '/api/categories',
      '/api/products?status=draft',
      '/api/products/secret-launch',
      `/api/products/${ids.secret}?status=draft`,
      '/api/products?pagination[pageSize]=1000000',
      '/api/variants?_q=314',
      '/api/variants?filters[costPrice]=314',
      '/api/brands?filters[products][name][$startsWith]=Secret',
      '/api/brands?filters[products][name][$startsWith]=Black',
      '/api/products?filters[variants][title]=Withdrawn',
      '/api/products?filters[variants][sku]=BLACK-1&sort=name',
    ]) {
      const a = await get(shop, path);
      console.log(path, a.status, JSON.stringify(a.body).slice(0, 1500));
    }
    for (const q of [
      '{products{name brand{name products{name} products_connection{nodes{name}}} variants{sku title} }}',
      '{products_connection(status:DRAFT){nodes{name variants{sku}} pageInfo{total}}}',
      '{brands(status:DRAFT){name products{name}}}',
      '{variants{sku product{name}}}',
      '{variants(filters:{costPrice:{eq:314}}){sku}}',
      '{variants{costPrice}}',
      '{me{id}}',
      'mutation{login(input:{identifier:"a",password:"b"}){jwt}}',
      '{stores{name managers{id}}}',
      '{brands(filters:{products:{name:{startsWith:"Secret"}}}){name}}',
      '{brands(filters:{products:{name:{startsWith:"Bl"}}}){name products{images{url related{__typename}}}}}',
      '{categories(pagination:{limit:100}){products(pagination:{limit:100}){variants{sku}}}}',
      '{product(documentId:"' + ids.black + '"){name}}',
    ]) {
      const a = await graphql(shop, q);
      console.log(q, a.status, JSON.stringify(a.body).slice(0, 800));
    }
  });
});
