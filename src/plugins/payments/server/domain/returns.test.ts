import { refundFor, shareOf } from './returns';

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

test.each([
  ['nothing is rounded', 667, 1000, 1, 667],
  ['it is rounded as the total was', 58_024, 116_000, 100, 58_000],
  ['all of it is what was paid', 116_049, 116_000, 100, 116_000],
  ['the last is what the others have left', 58_050, 58_000, 100, 58_000],
  ['a third of 200 for the third time', 67, 66, 1, 66],
  ['more than rounding explains is told', 900, 500, 100, 900],
])('what goes back for them: %s', (_, share, left, roundTotalTo, amount) => {
  expect(refundFor(share, left, roundTotalTo)).toBe(amount);
});
