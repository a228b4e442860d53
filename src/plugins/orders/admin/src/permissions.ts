const rights = (action: string) => [
  { action: `plugin::orders.order.${action}`, subject: null },
  { action: `plugin::orders.order.${action}.own-stores`, subject: null },
];

/** One of each opens it. The server checks them too. */
export const MAY_READ = rights('read');
export const MAY_MOVE = rights('move');

/** Opens the content manager's form of an order. */
export const MAY_OPEN_FORM = [
  { action: 'plugin::content-manager.explorer.read', subject: 'api::order.order' },
];

/** Sees the orders of every store. */
export const MAY_READ_ALL = MAY_READ.slice(0, 1);
