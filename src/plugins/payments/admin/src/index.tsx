import type { StrapiApp } from '@strapi/strapi/admin';
import { Mail } from '@strapi/icons';
import { documentActions } from './document-actions';
import { MESSAGE } from './content-types';

/** What we use of the content manager's door for plugins, which has no types. */
type AddActions = (actions: typeof documentActions) => void;

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/payments',
      icon: Mail,
      intlLabel: { id: 'payments.inbox', defaultMessage: 'Money inbox' },
      permissions: [{ action: 'plugin::content-manager.explorer.read', subject: MESSAGE }],
      Component: () => import('./InboxPage').then(({ InboxPage }) => ({ default: InboxPage })),
      position: 4,
    });
    app.registerPlugin({ id: 'payments', name: 'payments' });
  },
  bootstrap(app: StrapiApp) {
    const { apis } = app.getPlugin('content-manager');
    (apis.addDocumentAction as AddActions)(documentActions);
  },
};
