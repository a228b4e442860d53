/** Routes of the storefront, of staff and of machines: the controllers ask who is calling. */
const route = (method: string, path: string, action: string) => ({
  method,
  path: `/orders${path}`,
  handler: `order.${action}`,
  config: { auth: false },
});

export default {
  'content-api': {
    type: 'content-api',
    prefix: '',
    routes: [
      route('POST', '', 'place'),
      route('GET', '', 'list'),
      route('GET', '/:id', 'findOne'),
      route('GET', '/:id/track', 'track'),
      route('PUT', '/:id/cancel', 'cancel'),
      route('DELETE', '/:id', 'cancel'),
      route('PUT', '/:id/status', 'move'),
    ],
  },
};
