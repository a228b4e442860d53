import { READ_DEAD_LETTERS, RUN_AGAIN } from '../services/permissions';

const route = (method: string, path: string, action: string, permission: string) => ({
  method,
  path,
  handler: `dead-letters.${action}`,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [permission] } },
    ],
  },
});

/** For the panel: its session, no content-API token. */
export const adminRoutes = {
  type: 'admin',
  routes: [
    route('GET', '/dead-letters', 'list', READ_DEAD_LETTERS),
    route('POST', '/dead-letters/run-again', 'runAllAgain', RUN_AGAIN),
    route('POST', '/dead-letters/:id/run-again', 'runAgain', RUN_AGAIN),
  ],
};
