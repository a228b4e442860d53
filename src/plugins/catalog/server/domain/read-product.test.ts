import { readProduct } from './read-product';
import type { ProductRow } from './read-variant';
import { productColumns, type ProductColumn } from './shopify-columns';

type Cells = Partial<Record<ProductColumn, string>>;

const columns = Object.keys(productColumns) as ProductColumn[];
const context = { currency: 'USD', present: new Set(columns) };

/** Rows as the reader gives them, the first on line 2. */
function rows(...all: [Cells, ...Cells[]]): [ProductRow, ...ProductRow[]] {
  const empty = Object.fromEntries(columns.map((column) => [column, '']));
  return all.map((cells, at) => ({
    line: at + 2,
    cells: { ...empty, handle: 'lamp', ...cells },
  })) as [ProductRow, ...ProductRow[]];
}

const first: Cells = { title: 'Lamp', option1Name: 'Size', option1Value: 'S', price: '10' };

test('options are named by the first row and valued by each', () => {
  const { product } = readProduct(
    rows(
      { ...first, option2Name: 'Colour', option2Value: 'Red' },
      { option1Value: 'M', option2Value: 'Blue', price: '11' },
      { option1Value: 'L', price: '12' },
    ),
    context,
  );
  expect(product?.optionNames).toEqual(['Size', 'Colour']);
  expect(product?.variants.map(({ title, options }) => [title, options])).toEqual([
    ['S / Red', { Size: 'S', Colour: 'Red' }],
    ['M / Blue', { Size: 'M', Colour: 'Blue' }],
    ['L', { Size: 'L' }],
  ]);
});

test("Shopify's Default Title is no option, and the variant is called as the product", () => {
  const cells = { ...first, option1Name: 'Title', option1Value: 'Default Title' };
  const { product } = readProduct(rows(cells), context);
  expect(product).toMatchObject({ optionNames: [], variants: [{ title: 'Lamp', options: {} }] });
});

test('an option that is called Title and is none of that stays', () => {
  const cells = { ...first, option1Name: 'Title', option1Value: '15mm' };
  expect(readProduct(rows(cells), context).product?.variants[0]?.options).toEqual({
    Title: '15mm',
  });
});

test('pictures come from all rows, once each, by position where it is given', () => {
  const picture = (imageSource: string, imagePosition: string) => ({ imageSource, imagePosition });
  const { product } = readProduct(
    rows(
      { ...first, ...picture('https://a.test/2.jpg', '2') },
      { ...picture('https://a.test/1.jpg', '1'), imageAltText: 'One' },
      { ...picture('https://a.test/3.jpg', '') },
      { option1Value: 'M', price: '1', ...picture('https://a.test/2.jpg', '4') },
    ),
    context,
  );
  expect(product?.images.map(({ name, altText }) => [name, altText])).toEqual([
    ['1.jpg', 'One'],
    ['2.jpg', null],
    ['3.jpg', null],
  ]);
  expect(product?.variants).toHaveLength(2);
});

test.each<[Cells, boolean]>([
  [{}, true],
  [{ published: 'TRUE' }, true],
  [{ published: 'false' }, false],
  [{ status: 'active' }, true],
  [{ status: 'Draft' }, false],
  [{ published: 'true', status: 'archived' }, false],
  [{ published: 'false', status: 'active' }, false],
])('%p is public: %p', (cells, published) => {
  expect(readProduct(rows({ ...first, ...cells }), context).product?.published).toBe(published);
});

test('amounts are read in the currency of the shop', () => {
  const cells = { ...first, price: '1,250', compareAtPrice: '1300', costPerItem: '' };
  const { product } = readProduct(rows(cells), { ...context, currency: 'JPY' });
  expect(product?.variants[0]).toMatchObject({ price: 1250, originalPrice: 1300, costPrice: null });
});

test('what the file has no column for is left open', () => {
  const present = new Set<ProductColumn>(['handle', 'title', 'price']);
  const { product } = readProduct(rows(first), { currency: 'USD', present });
  expect(product).not.toHaveProperty('tags');
  expect(product).not.toHaveProperty('published');
  expect(product?.variants[0]).not.toHaveProperty('barcode');
});

test('a fault in the product refuses all its rows', () => {
  const { product, refused } = readProduct(
    rows({ ...first, published: 'perhaps' }, { option1Value: 'M', price: '1' }),
    context,
  );
  expect(product).toBeUndefined();
  expect(refused).toEqual([
    { line: 2, reason: 'Published "perhaps" is neither true nor false' },
    { line: 3, reason: 'belongs to the product that is refused on line 2' },
  ]);
});

test('a fault in a variant refuses its row alone', () => {
  const { product, refused } = readProduct(
    rows(
      { ...first, sku: 'A' },
      { option1Value: 'M', price: 'free', imageSource: 'https://a.test/1.jpg' },
      { option1Value: 'L', price: '1', grams: 'heavy' },
      { option1Value: 'XL', price: '1', sku: 'A' },
      { option1Value: 'XXL', price: '1', inventoryPolicy: 'continue' },
    ),
    context,
  );
  expect(refused.map(({ line }) => line)).toEqual([3, 4, 5]);
  expect(product?.variants.map(({ title, allowBackorder }) => [title, allowBackorder])).toEqual([
    ['S', false],
    ['XXL', true],
  ]);
  expect(product?.images).toHaveLength(1);
});

test('a product whose variants are all refused does not come in', () => {
  const { product, refused } = readProduct(
    rows({ ...first, price: '' }, { imageSource: 'https://a.test/1.jpg' }),
    context,
  );
  expect(product).toBeUndefined();
  expect(refused.map(({ line }) => line)).toEqual([2, 3]);
});

test('texts that are longer than their column are cut', () => {
  const long = 'é'.repeat(600);
  const given = rows({ ...first, title: long, seoDescription: long });
  const { product, notes } = readProduct(given, context);
  expect(product?.name).toHaveLength(255);
  expect(product?.metaDescription).toHaveLength(500);
  expect(notes.map(({ reason }) => reason)).toEqual([
    'Title is cut after 255 characters',
    'SEO Description is cut after 500 characters',
  ]);
});

test('a category path, a short description and attributes', () => {
  const told = {
    ...first,
    categoryPath: 'Home > > Kitchen ',
    shortDescription: 'Boils',
    attributes: '{"Watt":2000,"Colour":" red ","Empty":""}',
  };
  expect(readProduct(rows(told), context).product).toMatchObject({
    categoryPath: ['Home', 'Kitchen'],
    shortDescription: 'Boils',
    attributes: { Watt: '2000', Colour: 'red' },
  });
  for (const attributes of ['red', '[1]', '{"a":{}}']) {
    expect(readProduct(rows({ ...first, attributes }), context).refused).toMatchObject([
      { reason: 'Attributes is no JSON object of texts' },
    ]);
  }
});
