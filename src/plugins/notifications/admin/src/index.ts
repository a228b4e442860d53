import type { StrapiApp } from '@strapi/strapi/admin';
import { MessagePanel } from './MessagePanel';
import { TemplatePanel } from './TemplatePanel';

/** What we use of the content manager's door for plugins. */
interface ContentManager {
  addEditViewSidePanel(panels: readonly unknown[]): void;
}

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: 'notifications', name: 'notifications' });
  },
  bootstrap(app: StrapiApp) {
    const { apis } = app.getPlugin('content-manager') as unknown as { apis: ContentManager };
    apis.addEditViewSidePanel([TemplatePanel, MessagePanel]);
  },
};
