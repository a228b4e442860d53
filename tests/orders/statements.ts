/** The statements of the transaction that places an order, in their order. */
export const ORDER_STATEMENTS = [
  'kernel.begin_idempotent',
  'cart.lock',
  'cart.read_lines',
  'inventory.allocate_holds',
  'orders.insert',
  'kernel.append_events',
  'cart.close',
  'kernel.store_answer',
];

/** The statements of a guest's first add to the cart, the claim on its own connection among them. */
export const ADD_STATEMENTS = [
  'kernel.begin_idempotent',
  'cart.lock',
  'cart.create',
  'cart.read_lines',
  'cart.find_sellable',
  'inventory.find_best_stores',
  'inventory.claim_stock',
  'inventory.attach_hold',
  'cart.write_lines',
  'cart.touch',
  'kernel.store_answer',
];
