import type { Core } from '@strapi/strapi';
import { customFields } from './custom-fields';
import { loadLayouts } from './services/layouts';
import { compareOnlyChanges } from './services/only-changes';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    strapi.customFields.register(customFields);
    compareOnlyChanges(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await loadLayouts(strapi);
  },
};
