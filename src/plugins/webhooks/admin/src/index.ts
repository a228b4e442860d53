import type { StrapiApp } from '@strapi/strapi/admin';
import { Webhooks } from '@strapi/icons';

/** The permission to see the page. The server checks it too. */
const READ = [{ action: 'plugin::webhooks.endpoint.read', subject: null }];

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/webhooks',
      // The icons' types name files without an ending, which the linter's way to modules does not find.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
      icon: Webhooks,
      intlLabel: { id: 'webhooks.name', defaultMessage: 'Webhooks' },
      permissions: READ,
      Component: () => import('./WebhooksPage'),
    });
    app.registerPlugin({ id: 'webhooks', name: 'webhooks' });
  },
};
