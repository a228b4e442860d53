import { shareOf } from './returns';

const lines = [
  { documentId: 'a', sku: 'TEA', quantity: 3, total: 1000 },
  { documentId: 'b', sku: 'CUP', quantity: 1, total: 450 },
];

test('parts of lines come to what they were bought for', () => {
  expect(
    shareOf(lines, [
      { lineId: 'a', quantity: 2 },
      { lineId: 'b', quantity: 1 },
    ]),
  ).toEqual({
    kind: 'share',
    amount: 667 + 450,
    goods: [
      { lineId: 'a', sku: 'TEA', quantity: 2 },
      { lineId: 'b', sku: 'CUP', quantity: 1 },
    ],
  });
});

test('a line that is not there, or too much of one, is named', () => {
  expect(shareOf(lines, [{ lineId: 'x', quantity: 1 }])).toEqual({ kind: 'unknown', turn: 0 });
  expect(shareOf(lines, [{ lineId: 'b', quantity: 2 }])).toEqual({
    kind: 'too_many',
    turn: 0,
    quantity: 1,
  });
});
