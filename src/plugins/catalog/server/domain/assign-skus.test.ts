import { madeSku, SkuRegister, suffixedSku, type KnownVariant } from './assign-skus';
import type { FileProduct } from './file-product';

let line = 1;

function product(slug: string, skus: Record<string, string | null>): FileProduct {
  const variants = Object.entries(skus).map(([size, sku]) => {
    line += 1;
    return { line, sku, title: size, options: { Size: size }, price: 1 };
  });
  return {
    line,
    slug,
    name: slug,
    type: null,
    categoryPath: [],
    optionNames: ['Size'],
    images: [],
    variants,
  };
}

const stored = (id: number, sku: string, owner: string | null, size = 'S'): KnownVariant => ({
  id,
  sku,
  options: { Size: size },
  product: owner,
});

const skusOf = ({ variants }: { variants: { sku: string }[] }) => variants.map(({ sku }) => sku);

test('a made SKU depends on the handle and the options alone', () => {
  const sku = madeSku('lamp', { Size: 'S', Colour: 'Red' });
  expect(madeSku('lamp', { Colour: 'Red', Size: 'S' })).toBe(sku);
  expect(madeSku('lamp', { Size: 'M', Colour: 'Red' })).not.toBe(sku);
  expect(madeSku('x'.repeat(255), {})).toHaveLength(69);
});

test('a variant without SKU is the stored one with its options, whatever SKU that has by now', () => {
  const register = new SkuRegister([stored(7, 'GIVEN-BY-HAND', 'lamp')]);
  const { variants } = register.assign(product('lamp', { S: null, M: null }), 'refuse');
  expect(variants.map(({ sku, stored: known }) => [sku, known?.id])).toEqual([
    ['GIVEN-BY-HAND', 7],
    [madeSku('lamp', { Size: 'M' }), undefined],
  ]);
});

test('a SKU of another product is refused by its name, stored or of the same batch', () => {
  const register = new SkuRegister([stored(1, 'A', 'old')]);
  expect(register.assign(product('lamp', { S: 'A', M: 'B' }), 'refuse').refused).toMatchObject([
    { reason: 'Variant SKU "A" belongs to the product "old"' },
  ]);
  expect(register.assign(product('other', { S: 'B' }), 'refuse').refused).toMatchObject([
    { reason: 'Variant SKU "B" belongs to the product "lamp"' },
  ]);
});

test('or it gets a suffix, the same once it is stored', () => {
  const suffixed = suffixedSku('A', 'lamp', { Size: 'S' });
  const first = new SkuRegister([stored(1, 'A', 'old')]);
  expect(skusOf(first.assign(product('lamp', { S: 'A' }), 'suffix'))).toEqual([suffixed]);
  const later = new SkuRegister([stored(1, 'A', 'old'), stored(2, suffixed, 'lamp')]);
  const { variants } = later.assign(product('lamp', { S: 'A' }), 'suffix');
  expect(variants).toMatchObject([{ sku: suffixed, stored: { id: 2 } }]);
  expect(suffixedSku('x'.repeat(100), 'lamp', {})).toHaveLength(100);
});

test('a stored variant that belongs to no product is taken', () => {
  const register = new SkuRegister([stored(3, 'A', null)]);
  expect(register.assign(product('lamp', { S: 'A' }), 'refuse').variants).toMatchObject([
    { sku: 'A', stored: { id: 3 } },
  ]);
});
