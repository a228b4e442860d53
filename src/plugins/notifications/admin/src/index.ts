import type { StrapiApp } from '@strapi/strapi/admin';
import { addSidePanels } from '../../../kernel/admin/src/contract';
import { MessagePanel } from './MessagePanel';
import { TemplatePanel } from './TemplatePanel';

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: 'notifications', name: 'notifications' });
  },
  bootstrap(app: StrapiApp) {
    addSidePanels(app, [TemplatePanel, MessagePanel]);
  },
};
