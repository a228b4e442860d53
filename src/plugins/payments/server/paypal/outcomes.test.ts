import { orderSchema } from './objects';
import { outcomeOfOrder } from './outcomes';

const orderWith = (...statuses: string[]) =>
  orderSchema.parse({
    id: 'O1',
    status: 'COMPLETED',
    purchase_units: [
      {
        payments: {
          captures: statuses.map((status, turn) => ({
            id: `C${turn}`,
            status,
            amount: { currency_code: 'USD', value: '19.99' },
          })),
        },
      },
    ],
  });

test.each([
  [['COMPLETED', 'DECLINED'], 'succeeded'],
  [['DECLINED', 'COMPLETED'], 'succeeded'],
  [['REFUNDED', 'FAILED'], 'succeeded'],
  [['PENDING', 'DECLINED'], 'pending'],
  [['DECLINED', 'DECLINED'], 'failed'],
])('an order with captures that are %p has %s', (statuses, result) => {
  expect(outcomeOfOrder(orderWith(...statuses))).toMatchObject({ result, reference: 'O1' });
});

test('the money of an order has the name of the capture that brought it', () => {
  expect(outcomeOfOrder(orderWith('DECLINED', 'COMPLETED', 'DECLINED'))).toMatchObject({
    receipt: 'C1',
    amount: 1999,
  });
});

test('a capture that does not say how much it is of is not paid yet', () => {
  const captures = [{ id: 'C1', status: 'COMPLETED', amount: null }];
  const order = orderSchema.parse({
    id: 'O1',
    status: 'COMPLETED',
    purchase_units: [{ payments: { captures } }],
  });
  expect(outcomeOfOrder(order)).toMatchObject({ result: 'pending' });
});
