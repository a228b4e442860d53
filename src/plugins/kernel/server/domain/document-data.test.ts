import { faultsInData, missingInComponents, type DataAttributes } from './document-data';

const PRICE: DataAttributes = {
  currency: { type: 'string', required: true, default: 'USD' },
  price: { type: 'integer', required: true },
};
const ATTRIBUTES: DataAttributes = {
  name: { type: 'string' },
  description: { type: 'richtext' },
  position: { type: 'integer' },
  percentage: { type: 'integer', min: 0, max: 10_000 },
  total: { type: 'biginteger' },
  active: { type: 'boolean' },
  startsAt: { type: 'datetime' },
  attributes: { type: 'json' },
  products: { type: 'relation' },
  image: { type: 'media' },
  store: { type: 'relation', useJoinTable: false },
  prices: { type: 'component', component: 'catalog.price' },
};

const faults = (data: object) => faultsInData(data, ATTRIBUTES, () => PRICE);
const pathsOf = (data: object) => faults(data).map(({ path }) => path.join('.'));

test('data as Strapi takes it has no fault', () => {
  const data = {
    name: '𝔘'.repeat(255),
    description: 'x'.repeat(10_000),
    position: '7',
    active: null,
    startsAt: new Date(0),
    attributes: { constructor: { toString: 1 } },
    store: true,
    prices: [{ id: '3', currency: 'KES', price: 7 }, { price: 1 }],
    unknown: { toString: 1 },
  };
  expect(faults(data)).toEqual([]);
});

test.each([
  ['name', { toString: 1 }],
  ['name', ['a']],
  ['name', 'a\u0000b'],
  ['name', 'x'.repeat(256)],
  ['description', { valueOf: 1 }],
  ['position', {}],
  ['active', []],
  ['startsAt', { toISOString: 1 }],
  ['attributes', { deep: ['a\u0000b'] }],
  ['constructor', 1],
  ['toString', null],
])('%s must not be %j', (name, value) => {
  expect(pathsOf({ [name]: value })).toEqual([name]);
});

test.each([
  ['position', 2_147_483_647, []],
  ['position', 2_147_483_648, ['position']],
  ['position', '-2147483648', ['position']],
  ['position', Infinity, ['position']],
  ['position', 'seven', []],
  ['total', '9007199254740993', []],
  ['total', 1e19, ['total']],
  // Strapi names the bound.
  ['percentage', 3e9, []],
  ['prices', [{ price: 1 }, { price: 1e10 }], ['prices.1.price']],
])('%s of %j is too large for its column: %j', (name, value, paths) => {
  expect(pathsOf({ [name]: value })).toEqual(paths);
});

test('a new component has what it must have, an old one may leave it as it is', () => {
  const missing = (prices: unknown) =>
    missingInComponents({ prices }, ATTRIBUTES, () => PRICE).map(({ path }) => path.join('.'));
  expect(missing([{ price: 1 }, {}, { id: 3 }, { currency: 'KES' }])).toEqual([
    'prices.1.price',
    'prices.3.price',
  ]);
  expect(missing({})).toEqual(['prices.price']);
  expect(missing(undefined)).toEqual([]);
  expect(missing([null, 'x'])).toEqual([]);
});

test('a fault in a component has the path to it', () => {
  const prices = [{ price: 1 }, { price: { toString: 1 } }, { id: true }];
  expect(pathsOf({ prices })).toEqual(['prices.1.price', 'prices.2.id']);
  expect(pathsOf({ prices: { id: 2_147_483_648 } })).toEqual(['prices.id']);
});

const CUID = 'qydmyo122nyx0ox4qxqalbgl';

describe.each(['products', 'image'])('%s', (name) => {
  test.each([
    [7],
    ['7'],
    [CUID],
    [[]],
    [[7, CUID, null]],
    [{}],
    [{ id: 7 }],
    [{ id: 7, documentId: CUID, locale: null, name: 'as the panel sends it', apiData: {} }],
    [[{ documentId: CUID, status: 'draft' }]],
    [{ set: [CUID] }],
    [{ set: null }],
    [{ connect: [], disconnect: [{ id: 7 }] }],
    [{ connect: [{ id: 7, position: { before: CUID, locale: 'en' } }, { id: 8 }] }],
    [{ connect: [{ documentId: CUID, position: { end: true } }], options: { strict: true } }],
  ])('may be %j', (value) => {
    expect(faults({ [name]: value })).toEqual([]);
  });

  test.each([
    [true],
    [0.5],
    [2_147_483_648],
    [1e20],
    ['2147483648'],
    ['1abc'],
    ['a\u0000b'],
    [[true]],
    [[[7]]],
    [[{}]],
    [{ id: true }],
    [{ id: {}, documentId: CUID }],
    [{ documentId: { toString: 1 } }],
    [{ set: true }],
    [{ set: [[7]] }],
    [{ connect: {} }],
    [{ connect: [2_147_483_648] }],
    [{ connect: [{ id: 7, locale: {} }] }],
    [{ connect: [{ id: 7, position: true }] }],
    [{ connect: [{ id: 7, position: { after: [] } }] }],
    [{ disconnect: 'a\u0000b' }],
    [{ disconnect: [{ id: 'x' }] }],
  ])('must not be %j', (value) => {
    expect(faults({ [name]: value })).toEqual([
      { path: [name], message: 'must be the id of a document' },
    ]);
  });
});
