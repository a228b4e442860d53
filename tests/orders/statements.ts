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

/** The statements of a guest's first add to the cart, the claim on its own connection among them. */
export const ADD_STATEMENTS = [
  'kernel.begin_idempotent',
  'cart.lock_for_item',
  'cart.create',
  'inventory.claim_stock',
  'inventory.keep_holds',
  'cart.write',
  'kernel.store_answer',
];
