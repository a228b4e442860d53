import type { StrapiApp } from '@strapi/strapi/admin';
import { Lightning } from '@strapi/icons';
import { MAY_READ } from './permissions';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/jobs',
      icon: Lightning,
      intlLabel: { id: 'jobs.name', defaultMessage: 'Failed jobs' },
      permissions: MAY_READ,
      Component: () => import('./DeadLettersPage'),
    });
    app.registerPlugin({ id: 'jobs', name: 'jobs' });
  },
};
