import { slugOf, slugOfHandle } from './slug';

test.each([
  ['Women’s Outerwear', 'women-s-outerwear'],
  ['  Café & Crème  ', 'cafe-creme'],
  ['日本', ''],
])('%s becomes "%s"', (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

test('a handle that Strapi can hold is its slug', () => {
  expect(slugOfHandle('14k-Wire_bloom.earrings~1')).toBe('14k-Wire_bloom.earrings~1');
});

test('other handles get a slug of their own, always the same', () => {
  expect(slugOfHandle('café')).toMatch(/^cafe-[0-9a-f]{8}$/);
  expect(slugOfHandle('café')).toBe(slugOfHandle('café'));
  expect(slugOfHandle('café')).not.toBe(slugOfHandle('cafe é'));
  expect(slugOfHandle('日本')).toMatch(/^[0-9a-f]{8}$/);
});
