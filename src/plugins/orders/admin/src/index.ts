import type { StrapiApp } from '@strapi/strapi/admin';
import { BulletList } from '@strapi/icons';
import { MAY_READ } from './permissions';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/orders',
      icon: BulletList,
      intlLabel: { id: 'orders.name', defaultMessage: 'Orders' },
      permissions: MAY_READ,
      Component: () => import('./OrdersPage'),
      position: 3,
    });
    app.registerPlugin({ id: 'orders', name: 'orders', injectionZones: { order: { beside: [] } } });
  },
};
