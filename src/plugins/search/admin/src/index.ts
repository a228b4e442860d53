import type { StrapiApp } from '@strapi/strapi/admin';
import { Search } from '@strapi/icons';
import { MAY_READ } from './permissions';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/search',
      icon: Search,
      intlLabel: { id: 'search.name', defaultMessage: 'Search' },
      permissions: MAY_READ,
      Component: () => import('./SearchPage'),
    });
    app.registerPlugin({ id: 'search', name: 'search' });
  },
};
