/** The statements of the transaction that places an order, in their order. */
export const ORDER_STATEMENTS = [
  'kernel.begin_idempotent',
  'cart.lock',
  'inventory.allocate_holds',
  'orders.insert',
  'kernel.append_events',
  'cart.close',
  'kernel.store_answer',
];
