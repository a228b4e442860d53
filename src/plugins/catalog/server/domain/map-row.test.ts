import { createRowMapper, type Fields } from './map-row';
import { mapping } from './mapping';

const SMALLEST = { product: { handle: 'id', name: 'title' }, variant: { price: 'price' } };

function row(given: object, fields: Fields) {
  const { cells, images } = createRowMapper(
    mapping.parse({ format: 'json-lines', ...SMALLEST, ...given }),
  ).row(7, fields);
  return { ...cells, images };
}

const named = (name: unknown, fields: Fields) =>
  row({ product: { handle: 'id', name } }, fields).title;

test('a text names a column, has columns in braces, is the same everywhere, or is one of several', () => {
  expect(named('title', { title: 'Lamp' })).toBe('Lamp');
  expect(named('{maker} – {title}!', { maker: 'Acme', title: 'Lamp' })).toBe('Acme – Lamp!');
  expect(named('{maker} – {title}!', { title: 'Lamp' })).toBe(' – Lamp!');
  expect(named('{maker} – {title}!', { other: 'Lamp' })).toBe('');
  expect(named({ value: 'Thing' }, {})).toBe('Thing');
  expect(named(['long', '{short}', { value: 'Thing' }], { short: 'Lamp' })).toBe('Lamp');
  expect(named(['long', { value: 'Thing' }], { long: '  ' })).toBe('Thing');
});

test('a field is found by its name, else by its path, and nothing else of an object is', () => {
  expect(named('brand.name', { brand: { name: 'Acme' } })).toBe('Acme');
  expect(named('brand.name', { 'brand.name': 'Acme', brand: { name: 'B' } })).toBe('Acme');
  expect(named('brand', { brand: { name: 'Acme' } })).toBe('');
  expect(named('constructor', {})).toBe('');
  expect(named('__proto__.name', {})).toBe('');
});

test('numbers, answers and lists become texts', () => {
  const fields = { number: 12.5, yes: true, list: ['', 'a', 'b'], none: null };
  expect(named('number', fields)).toBe('12.5');
  expect(named('yes', fields)).toBe('true');
  expect(named('list', fields)).toBe('a');
  expect(named('none', fields)).toBe('');
  expect(row({ product: { ...SMALLEST.product, tags: 'list' } }, fields).tags).toBe('a, b');
});

test.each([
  [0, '4995', '4995'],
  [2, 4995, '49.95'],
  [2, 5, '0.05'],
  [3, '12345', '12.345'],
  [2, '', ''],
  [2, '49.95', '49.95 (priceDecimals 2)'],
  [2, -5, '-5 (priceDecimals 2)'],
])('with %i decimals %p is the price "%s"', (priceDecimals, price, cell) => {
  expect(row({ priceDecimals }, { price }).price).toBe(cell);
});

test('a handle is made of letters that addresses can have', () => {
  expect(row({}, { id: 'Löwe 5" / b' }).handle).toBe('lowe-5-b');
  expect(row({}, { id: '日本' }).handle).toBe('日本');
});

test('options, backorders and pictures', () => {
  const read = row(
    {
      product: { ...SMALLEST.product, images: ['first', 'more', '{base}/c.jpg'] },
      variant: {
        price: 'price',
        allowBackorder: 'later',
        options: { Colour: 'colour', Size: ['size', { value: 'one' }] },
      },
    },
    { first: 'a.jpg', more: ['b.jpg', ''], base: 'https://x.test', colour: 'red', later: true },
  );
  expect(read).toMatchObject({
    option1Name: 'Colour',
    option1Value: 'red',
    option2Name: 'Size',
    option2Value: 'one',
    option3Name: '',
    inventoryPolicy: 'continue',
    images: ['a.jpg', 'b.jpg', '', 'https://x.test/c.jpg'],
  });
});

const attributesOf = (attributes: object, fields: Fields) =>
  JSON.parse(row({ product: { ...SMALLEST.product, attributes } }, fields).attributes) as object;

test('attributes have a name of their own, or that of the columns that fit a star', () => {
  const fields = {
    colour: 'red',
    attr_t_cable_length: '2 m',
    attr_n_ports: 4,
    attr_b_wireless: true,
    attr_b_touch: false,
    attr_t_: 'x',
    other: 'y',
  };
  expect(attributesOf({ Colour: ['shade', 'colour'], Weight: 'weight' }, fields)).toEqual({
    Colour: 'red',
  });
  expect(attributesOf({ '*': ['attr_t_*', 'attr_n_*', 'attr_b_*'] }, fields)).toEqual({
    'cable length': '2 m',
    ports: '4',
    wireless: 'yes',
  });
  expect(attributesOf({ 'Has *': 'attr_b_*' }, fields)).toEqual({ 'Has wireless': 'yes' });
});

test('what is mapped is what the file says something about', () => {
  const mapper = createRowMapper(
    mapping.parse({
      format: 'csv',
      product: { handle: '{a}-{b}', name: 'title', brand: { value: 'Acme' } },
      variant: { price: ['sale', 'price'] },
    }),
  );
  expect([...mapper.present]).toEqual(['handle', 'title', 'vendor', 'price']);
  expect([...mapper.named]).toEqual(['a', 'b', 'title', 'sale', 'price']);
});

test.each([
  [{ format: 'xml' }, 'format', 'must be "csv" or "json-lines"'],
  [{ delimiter: '#' }, 'delimiter', 'must be a comma'],
  [{ priceDecimals: 1.5 }, 'priceDecimals', 'whole number'],
  [{ product: { name: 'a' } }, 'product.handle', 'must name a column'],
  [{ product: { handle: [], name: 'a' } }, 'product.handle', 'list'],
  [{ variant: {} }, 'variant.price', 'must name a column'],
  [{ variant: { price: 7 } }, 'variant.price', 'must name a column'],
  [{ variant: { price: 'a', colour: 'b' } }, 'variant', 'colour'],
  [
    { variant: { price: 'a', options: { a: 'a', b: 'b', c: 'c', d: 'd' } } },
    'variant.options',
    'at most 3',
  ],
  [
    { product: { handle: 'a', name: 'a', attributes: { '*': 'all' } } },
    'product.attributes.*',
    'one star',
  ],
  [{ product: { handle: 'a', name: 'a', attributes: { a: 7 } } }, 'product.attributes.a', 'column'],
])('%j is refused, naming where', (given, path, message) => {
  const result = mapping.safeParse({ format: 'csv', ...SMALLEST, ...given });
  expect(result.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
    [path, expect.stringContaining(message)],
  ]);
});
