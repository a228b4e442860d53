import { READ_REPORT } from '../services/permissions';

/** For the panel alone: its session, no content-API token. */
export const adminRoutes = {
  type: 'admin',
  routes: [
    {
      method: 'GET',
      path: '/report',
      handler: 'staff.report',
      config: {
        policies: [
          'admin::isAuthenticatedAdmin',
          { name: 'admin::hasPermissions', config: { actions: [READ_REPORT] } },
        ],
      },
    },
  ],
};
