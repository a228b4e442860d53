import { keyOf } from './request-key';

const same = (one: string, other: string) => expect(keyOf(one)).toBe(keyOf(other));
const differ = (one: string, other: string) => expect(keyOf(one)).not.toBe(keyOf(other));

it.each([
  ['/api/products', '/api/products?'],
  ['/api/products', '/api/v1/products'],
  ['/api/products', '/api/products?pagination[page]=1&pagination[pageSize]=25'],
  ['/api/products?sort=name', '/api/products?sort=name&pagination%5Bpage%5D=1'],
  ['/api/products?fields=name&sort=price', '/api/products?sort=price&fields=name'],
  ['/api/products?filters[name]=a%20b', '/api/products?filters%5Bname%5D=a+b'],
])('%s is %s', same);

it.each([
  ['/api/products', '/api/brands'],
  ['/api/products', '/api/products/'],
  ['/api/products', '/api/products?pagination[page]=2'],
  ['/api/products?sort[0]=name&sort[1]=price', '/api/products?sort[1]=name&sort[0]=price'],
  ['/api/products?sort=name&sort=price', '/api/products?sort=price&sort=name'],
  ['/api/products?sort[name]=asc&sort[price]=asc', '/api/products?sort[price]=asc&sort[name]=asc'],
  ['/api/products?filters[name]=a%26b=c', '/api/products?filters[name]=a&b=c'],
  ['/api/products?filters[name]=a%2Bb', '/api/products?filters[name]=a+b'],
  ['/api/products?sort=id&sort=price', '/api/products?sort=price'],
  ['/api/products?sort=id&sort[1]=price', '/api/products?sort[1]=price'],
  ['/api/products?pagination[page]=1&pagination[page]=2', '/api/products?pagination[page]=2'],
  ['/api/products?fields', '/api/products?fields='],
  ['/api/products?populate=brand&populate=images', '/api/products?populate=images&populate=brand'],
])('%s is not %s', differ);

it.each([
  'populate=brand&populate[images]=true',
  'populate[images]=true&populate=brand',
  'fields[]=name&fields[1]=price',
  'filters[name]=a&filters[name][$ne]=b',
])('keeps nothing of ?%s, which means another thing in another order', (query) => {
  expect(keyOf(`/api/products?${query}`)).toBeUndefined();
});

it('keeps nothing long, and nothing that cannot be read', () => {
  expect(keyOf(`/api/products?filters[name]=${'x'.repeat(3_000)}`)).toBeUndefined();
  expect(keyOf('/api/products?filters[name]=%ff')).toBeUndefined();
});
