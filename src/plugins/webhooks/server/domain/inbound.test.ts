import { INBOUND } from './inbound';

const faultsOf = (kind: keyof typeof INBOUND, value: unknown): string[] => {
  const result = INBOUND[kind].safeParse(value);
  return result.success ? [] : result.error.issues.map(({ message }) => message);
};

test('a thing may come by itself, in a list, or in a list under its name', () => {
  const row = { sku: 'TEA', store: 'NBO', onHand: 3 };
  for (const body of [row, [row], { rows: [row] }]) {
    expect(INBOUND['inventory-updated'].parse(body)).toEqual([row]);
  }
});

test('a product’s fields are told from its variant’s', () => {
  const [change] = INBOUND['product-updated'].parse({
    sku: 'TEA-250',
    name: 'Tea',
    price: 499,
    originalPrice: null,
    published: true,
  });
  expect(change).toEqual({
    slug: undefined,
    sku: 'TEA-250',
    published: true,
    product: { name: 'Tea' },
    variant: { price: 499, originalPrice: null },
  });
});

test.each<[keyof typeof INBOUND, unknown, string]>([
  ['product-updated', { name: 'Tea' }, 'must name a product by slug or by sku'],
  ['product-updated', { slug: 'tea', price: 5 }, 'is of a variant: name its sku'],
  ['product-updated', { sku: 'TEA', price: 4.99 }, 'must be a whole number of minor units'],
  ['product-updated', { products: [] }, 'products must have one at least'],
  ['product-updated', { sku: 'TEA', costPrice: 1 }, 'Unrecognized key: "costPrice"'],
  ['inventory-updated', { sku: 'TEA', store: 'NBO' }, 'must have either onHand or delta'],
  [
    'inventory-updated',
    { sku: 'T', store: 'N', onHand: 1, delta: 1 },
    'must have either onHand or delta',
  ],
  ['inventory-updated', { sku: 'TEA', store: 'NBO', onHand: '3' }, 'must be a whole number'],
  ['promotion-updated', { code: 'TEN', endsAt: 'tomorrow' }, 'must be a time of ISO 8601'],
  ['promotion-updated', { code: 'TEN', usedCount: 0 }, 'Unrecognized key: "usedCount"'],
])('%s: %j is refused', (kind, body, message) => {
  expect(faultsOf(kind, body)).toContain(message);
});

test('a stock row stands once in a message', () => {
  const row = { sku: 'TEA', store: 'NBO', delta: 1 };
  expect(faultsOf('inventory-updated', [row, row])).toEqual(['stands in two rows']);
});
