const route = (method, path, action) => ({
  method,
  path,
  handler: `cart.${action}`,
  config: { auth: false },
});

module.exports = {
  routes: [
    route('GET', '/cart', 'read'),
    route('PUT', '/cart', 'describe'),
    route('POST', '/cart/items', 'add'),
    route('PUT', '/cart/items/:id', 'change'),
    route('DELETE', '/cart/items/:id', 'remove'),
  ],
};
