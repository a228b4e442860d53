import { messageOf, orderOf } from './messages';

const order = {
  documentId: 'o1',
  number: 'ABCD2345',
  status: 'pending',
  paymentStatus: 'pending',
  updatedAt: '2026-01-02T03:04:05.678Z',
  overpaid: 5,
};
const payment = { orderId: 'o1', paymentId: 'p1', method: 'stripe', status: 'paid', amount: 100 };
const audience = { customerId: 7, storeIds: ['s1', 's2'] };

test('that an order was placed is told to the shop', () => {
  const message = messageOf({ event: 'order.placed', payload: order }, audience);
  expect(message.name).toBe('order.placed');
  expect(message.rooms.sort()).toEqual(['backoffice', 'store:s1', 'store:s2']);
});

test('what becomes of it is told to its buyer too, field by field', () => {
  const message = messageOf({ event: 'order.shipped', payload: order }, audience);
  const { overpaid: _, ...told } = order;
  expect(message).toMatchObject({ name: 'order.updated', payload: told });
  expect(message.payload).not.toHaveProperty('overpaid');
  expect(message.rooms).toEqual(expect.arrayContaining(['order:o1', 'customer:7', 'store:s2']));
});

test('a payment is told to whoever has to do with its order', () => {
  const event = { event: 'payment.captured', payload: payment } as const;
  expect(orderOf(event)).toBe('o1');
  const message = messageOf(event, { customerId: null, storeIds: [] });
  expect(message).toEqual({
    name: 'payment.updated',
    payload: { orderId: 'o1', paymentId: 'p1', method: 'stripe', status: 'paid' },
    rooms: ['order:o1', 'backoffice'],
  });
});
