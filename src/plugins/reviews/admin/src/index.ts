import type { StrapiApp } from '@strapi/strapi/admin';
import { addSidePanels } from '../../../kernel/admin/src/contract';
import { ProductPanel } from './ProductPanel';

export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: 'reviews', name: 'reviews' });
  },
  bootstrap(app: StrapiApp) {
    addSidePanels(app, [ProductPanel]);
  },
};
