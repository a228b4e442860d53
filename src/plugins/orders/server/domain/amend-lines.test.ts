import { amendLines } from './amend-lines';
import type { OrderLine } from './order';

const line = (documentId: string, quantity: number): OrderLine => ({
  documentId,
  sku: documentId.toUpperCase(),
  name: 'Tea',
  variantTitle: null,
  productId: null,
  storeId: 'store',
  quantity,
  unitPrice: 100,
  subtotal: quantity * 100,
  discount: 0,
  tax: 0,
  total: quantity * 100,
});
const order = [line('tea', 3), line('mug', 1)];

test('a line is lowered, another taken away, and both are told', () => {
  const result = amendLines(
    [...order, line('pot', 2)],
    [
      { lineId: 'mug', quantity: 0 },
      { lineId: 'tea', quantity: 1 },
    ],
  );
  expect(result).toMatchObject({
    kind: 'amended',
    lines: [
      { documentId: 'tea', quantity: 1 },
      { documentId: 'pot', quantity: 2 },
    ],
    lowered: [
      { lineId: 'tea', quantity: 1 },
      { lineId: 'mug', quantity: 0 },
    ],
    change: 'TEA: 3 → 1, MUG: 1 → 0',
  });
});

test('a line stays where the same quantity is sent', () => {
  expect(amendLines(order, [{ lineId: 'tea', quantity: 3 }])).toEqual({ kind: 'unchanged' });
  const one = amendLines(order, [
    { lineId: 'tea', quantity: 2 },
    { lineId: 'mug', quantity: 1 },
  ]);
  expect(one).toMatchObject({ lowered: [{ lineId: 'tea', quantity: 2 }], change: 'TEA: 3 → 2' });
});

test('nothing is raised, made up or emptied', () => {
  expect(amendLines(order, [{ lineId: 'tea', quantity: 4 }])).toEqual({
    kind: 'raised',
    turn: 0,
    quantity: 3,
  });
  const stranger = [
    { lineId: 'tea', quantity: 1 },
    { lineId: 'hat', quantity: 0 },
  ];
  expect(amendLines(order, stranger)).toEqual({ kind: 'unknown', turn: 1 });
  const all = order.map(({ documentId }) => ({ lineId: documentId, quantity: 0 }));
  expect(amendLines(order, all)).toEqual({ kind: 'emptied' });
});
