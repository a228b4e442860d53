import type { StrapiApp } from '@strapi/strapi/admin';
import { Webhooks } from '@strapi/icons';
import { addDocumentActions } from '../../../kernel/admin/src/contract';
import { MAY_READ } from './permissions';
import { useWorkAgain } from './work-again';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/webhooks',
      icon: Webhooks,
      intlLabel: { id: 'webhooks.name', defaultMessage: 'Webhooks' },
      permissions: MAY_READ,
      Component: () => import('./WebhooksPage'),
    });
    app.registerPlugin({ id: 'webhooks', name: 'webhooks' });
  },
  bootstrap(app: StrapiApp) {
    addDocumentActions(app, [useWorkAgain]);
  },
};
