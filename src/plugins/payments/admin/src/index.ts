import type { StrapiApp } from '@strapi/strapi/admin';
import { Mail } from '@strapi/icons';
import { addDocumentActions, addSidePanels } from '../../../kernel/admin/src/contract';
import { addBesideOrder } from '../../../orders/admin/src/contract';
import { documentActions } from './document-actions';
import { MoneyCard } from './order-money/MoneyCard';
import { MoneyPanel } from './order-money/MoneyPanel';
import { MAY_READ_MESSAGES } from './permissions';

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: 'plugins/payments',
      icon: Mail,
      intlLabel: { id: 'payments.inbox', defaultMessage: 'Money inbox' },
      permissions: MAY_READ_MESSAGES,
      Component: () => import('./InboxPage').then(({ InboxPage }) => ({ default: InboxPage })),
      position: 4,
    });
    app.registerPlugin({ id: 'payments', name: 'payments' });
  },
  bootstrap(app: StrapiApp) {
    addDocumentActions(app, documentActions);
    addSidePanels(app, [MoneyPanel]);
    addBesideOrder(app, 'money', MoneyCard);
  },
};
