import { frozenChanges, FROZEN_ORDER_FIELDS } from './frozen';

const order = {
  number: 'ABC',
  total: '4498',
  placedAt: new Date('2026-01-02T03:04:05.678Z'),
  store: 7,
  couponCode: null,
  shippingAddress: { city: 'Nairobi', line1: '1 Street' },
  email: 'a@example.com',
};

const changes = (edit: Record<string, unknown>) => frozenChanges(order, edit, FROZEN_ORDER_FIELDS);

test('a form that sends everything as it stands changes nothing', () => {
  const form = {
    ...order,
    total: 4498,
    placedAt: '2026-01-02T03:04:05.678Z',
    couponCode: undefined,
    shippingAddress: { line1: '1 Street', city: 'Nairobi' },
    lines: { connect: [], disconnect: [] },
    shipments: [],
  };
  expect(changes(form)).toEqual([]);
});

test('what staff may correct is not frozen', () => {
  expect(changes({ email: 'b@example.com', internalNotes: 'called' })).toEqual([]);
});

test('money, lines, place and number are', () => {
  expect(changes({ total: 1 })).toEqual(['total']);
  expect(changes({ number: 'XYZ', store: 8 })).toEqual(['number', 'store']);
  expect(changes({ store: null })).toEqual(['store']);
  expect(changes({ couponCode: 'FREE' })).toEqual(['couponCode']);
  expect(changes({ lines: { connect: [{ id: 1 }], disconnect: [] } })).toEqual(['lines']);
  expect(changes({ lines: [1] })).toEqual(['lines']);
  expect(changes({ shippingAddress: { city: 'Mombasa' } })).toEqual(['shippingAddress']);
});
