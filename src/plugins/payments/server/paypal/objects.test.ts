import {
  captureSchema,
  errorSchema,
  orderSchema,
  refundSchema,
  transactionsSchema,
} from './objects';

test('what is null or a number where a text is usual costs nothing of the rest', () => {
  const refusal = { name: 'UNPROCESSABLE_ENTITY', message: null };
  const details = [{ issue: 'ORDER_ALREADY_CAPTURED', description: null }];
  expect(errorSchema.parse({ ...refusal, details })).toMatchObject({
    message: '',
    details: [{ issue: 'ORDER_ALREADY_CAPTURED', description: '' }],
  });
  expect(errorSchema.parse({ name: 7, details: null })).toMatchObject({ name: '7', details: [] });
  const bare = { id: 'X1', status: 'COMPLETED', amount: null, links: null, custom_id: null };
  expect(captureSchema.safeParse(bare).success).toBe(true);
  expect(refundSchema.safeParse(bare).success).toBe(true);
});

test('an order with nothing but its name and state is one', () => {
  const nothing = { links: null, purchase_units: [{ payments: { captures: null } }] };
  expect(orderSchema.parse({ id: 'O1', status: 'CREATED', ...nothing })).toMatchObject({
    purchase_units: [{ payments: [] }],
  });
});

test('a row without a reference keeps no other from being listed', () => {
  const info = {
    transaction_id: 'T1',
    transaction_event_code: 'T0006',
    transaction_status: 'S',
    transaction_initiation_date: '2026-11-21T12:00:00Z',
    transaction_amount: { currency_code: 'USD', value: '1.00' },
    paypal_reference_id: null,
  };
  const page = {
    transaction_details: [
      { transaction_info: info },
      { transaction_info: { ...info, transaction_amount: null } },
    ],
  };
  expect(transactionsSchema.parse(page).transaction_details).toHaveLength(2);
});
