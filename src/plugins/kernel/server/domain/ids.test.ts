import { newDocumentId, newOrderNumber } from './ids';

const MANY = 20_000;

test('document ids are of Strapi’s form, and none comes twice', () => {
  const ids = new Set(Array.from({ length: MANY }, newDocumentId));
  expect(ids.size).toBe(MANY);
  expect([...ids].filter((id) => !/^[a-z][a-z0-9]{23}$/.test(id))).toEqual([]);
});

test('every character of an order number is as likely as any other', () => {
  const counts = new Map<string, number>();
  for (let turn = 0; turn < MANY; turn += 1) {
    for (const character of newOrderNumber()) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const expected = (MANY * 10) / counts.size;
  expect(counts.size).toBe(26);
  for (const count of counts.values()) expect(Math.abs(count / expected - 1)).toBeLessThan(0.1);
});
