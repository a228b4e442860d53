module.exports = {
  routes: [{ method: 'POST', path: '/orders', handler: 'order.place', config: { auth: false } }],
};
