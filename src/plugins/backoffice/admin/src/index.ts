import type { StrapiApp } from '@strapi/strapi/admin';
import { customFields } from './fields/custom-fields';
import { showWords } from './lists/show-words';
import { showAmounts } from './money/show-amounts';

export default {
  register(app: StrapiApp) {
    app.customFields.register(customFields);
    app.registerPlugin({ id: 'backoffice', name: 'backoffice' });
  },
  bootstrap(app: StrapiApp) {
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', showAmounts);
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', showWords);
  },
};
