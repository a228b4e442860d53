import type { StrapiApp } from '@strapi/strapi/admin';
import { Webhooks } from '@strapi/icons';

/** The permission to see the page. The server checks it too. */
const READ = [{ action: 'plugin::webhooks.endpoint.read', subject: null }];

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/webhooks',
      icon: Webhooks,
      intlLabel: { id: 'webhooks.name', defaultMessage: 'Webhooks' },
      permissions: READ,
      Component: () => import('./WebhooksPage'),
    });
    app.registerPlugin({ id: 'webhooks', name: 'webhooks' });
  },
};
