/** Routes of the storefront. */
export default {
  'content-api': {
    type: 'content-api',
    prefix: '',
    routes: [
      {
        method: 'GET',
        path: '/payments/methods',
        handler: 'methods.find',
        config: { auth: false },
      },
    ],
  },
};
