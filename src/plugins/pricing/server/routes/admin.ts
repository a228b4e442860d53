/** For the panel alone: its session, no content-API token. */
export const adminRoutes = {
  type: 'admin',
  routes: [
    {
      method: 'GET',
      path: '/money',
      handler: 'money.show',
      config: { policies: ['admin::isAuthenticatedAdmin'] },
    },
  ],
};
