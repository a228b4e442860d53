import type { StrapiApp } from '@strapi/strapi/admin';
import { Search } from '@strapi/icons';

/** The permission to see the page. The server checks it too. */
const READ = [{ action: 'plugin::search.report.read', subject: null }];

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/search',
      icon: Search,
      intlLabel: { id: 'search.name', defaultMessage: 'Search' },
      permissions: READ,
      Component: () => import('./SearchPage'),
    });
    app.registerPlugin({ id: 'search', name: 'search' });
  },
};
