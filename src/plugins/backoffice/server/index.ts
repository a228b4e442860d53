import type { Core } from '@strapi/strapi';
import { customFields } from './custom-fields';
import { loadLayouts } from './services/layouts';

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    strapi.customFields.register(customFields);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await loadLayouts(strapi);
  },
};
