import type { StrapiApp } from '@strapi/strapi/admin';
import { MessagePanel } from './MessagePanel';
import { TemplatePanel } from './TemplatePanel';

/** What we use of the content manager's door for plugins, which has no types. */
type AddPanels = (panels: readonly unknown[]) => void;

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: 'notifications', name: 'notifications' });
  },
  bootstrap(app: StrapiApp) {
    const { apis } = app.getPlugin('content-manager');
    (apis.addEditViewSidePanel as AddPanels)([TemplatePanel, MessagePanel]);
  },
};
