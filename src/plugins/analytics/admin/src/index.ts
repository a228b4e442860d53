import type { StrapiApp } from '@strapi/strapi/admin';
import { ChartPie } from '@strapi/icons';
import { MAY_READ } from './permissions';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/analytics',
      icon: ChartPie,
      intlLabel: { id: 'analytics.name', defaultMessage: 'Figures' },
      permissions: MAY_READ,
      Component: () => import('./FiguresPage'),
    });
    app.registerPlugin({ id: 'analytics', name: 'analytics' });
  },
};
