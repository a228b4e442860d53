/** Routes of the storefront. Guests call them too, so the controllers ask who is calling. */
const route = (method: string, path: string, action: string) => ({
  method,
  path: `/cart${path}`,
  handler: `cart.${action}`,
  config: { auth: false },
});

export default {
  'content-api': {
    type: 'content-api',
    prefix: '',
    routes: [
      route('GET', '', 'find'),
      route('PUT', '', 'describe'),
      route('POST', '/items', 'addItem'),
      route('POST', '/add', 'addItem'),
      route('PUT', '/items/:itemId', 'setItem'),
      route('PUT', '/update', 'updateItem'),
      route('DELETE', '/items/:itemId', 'removeItem'),
      route('DELETE', '/remove/:productId', 'removeProduct'),
      route('DELETE', '/clear', 'clear'),
      route('GET', '/shipping-options', 'shippingOptions'),
    ],
  },
};
