import type { StrapiApp } from '@strapi/strapi/admin';
import { Lightning } from '@strapi/icons';

/** The permission to see the page. The server checks it too. */
const READ = [{ action: 'plugin::jobs.dead-letters.read', subject: null }];

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/jobs',
      icon: Lightning,
      intlLabel: { id: 'jobs.name', defaultMessage: 'Failed jobs' },
      permissions: READ,
      Component: () => import('./DeadLettersPage'),
    });
    app.registerPlugin({ id: 'jobs', name: 'jobs' });
  },
};
