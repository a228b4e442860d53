import { bodyFor, isTold, TYPES } from './message';

const happened = {
  id: 41,
  event: 'order.placed',
  subject: 'o1',
  payload: { documentId: 'o1', number: 'ABCD2345', status: 'pending', email: 'a@example.com' },
  happenedAt: new Date('2026-01-02T03:04:05.678Z'),
};

test('a message has its type, its time, and of the event only what is meant to be told', () => {
  expect(JSON.parse(bodyFor(happened))).toEqual({
    type: 'order.placed',
    timestamp: '2026-01-02T03:04:05.678Z',
    data: { documentId: 'o1', number: 'ABCD2345', status: 'pending', sequence: 41 },
  });
});

test.each(TYPES)('%s always names its object and its place in the order', (event) => {
  const { data } = JSON.parse(bodyFor({ ...happened, event, payload: {} })) as { data: object };
  expect(data).toEqual({ documentId: 'o1', sequence: 41 });
});

test('what happens inside the shop stays there', () => {
  for (const event of ['payment.review', 'payment.disputed', 'webhook.disabled', 'toString']) {
    expect(isTold({ event, payload: {} })).toBe(false);
  }
});

test('a draft stays there too', () => {
  const event = 'product.updated';
  expect(isTold({ event, payload: { draft: true } })).toBe(false);
  expect(isTold({ event, payload: {} })).toBe(true);
});
