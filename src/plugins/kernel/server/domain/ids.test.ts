import { newDocumentId, newOrderNumber } from './ids';

const MANY = 20_000;

test('document ids are of Strapi’s form, and none comes twice', () => {
  const ids = new Set(Array.from({ length: MANY }, newDocumentId));
  expect(ids.size).toBe(MANY);
  expect([...ids].filter((id) => !/^[a-z][a-z0-9]{23}$/.test(id))).toEqual([]);
});

test('no character of an order number is likelier than another', () => {
  const counts = new Map<string, number>();
  for (const character of Array.from({ length: 5 * MANY }, newOrderNumber).join('')) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(26);
  const shares = [...counts.values()].map((count) => (count * 26) / (50 * MANY));
  // Bytes taken modulo 26 would be off by 0.09; chance is by 0.005.
  expect(Math.min(...shares)).toBeGreaterThan(0.96);
  expect(Math.max(...shares)).toBeLessThan(1.04);
});
