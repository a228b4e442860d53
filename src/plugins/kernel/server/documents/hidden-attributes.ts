import type { Core } from '@strapi/strapi';
import { contentTypes } from '@strapi/utils';

interface Model {
  attributes: Readonly<Record<string, { visible?: boolean }>>;
  config?: { attributes?: Record<string, { hidden?: boolean }> };
}

/** What Strapi gives every type: not in the form, but beside it. */
const OF_EVERY_TYPE = new Set([
  ...Object.values(contentTypes.constants).filter((name) => typeof name === 'string'),
  'locale',
  'localizations',
]);

/**
 * Keeps what the panel's forms do not show (`"visible": false`) out of what the panel is answered, and
 * out of what it filters and sorts by: for Strapi, these are two settings of an attribute. To be called
 * while plugins register.
 */
export function hideInvisible(strapi: Core.Strapi): void {
  for (const model of Object.values(strapi.contentTypes) as Model[]) {
    for (const [name, { visible }] of Object.entries(model.attributes)) {
      if (visible !== false || OF_EVERY_TYPE.has(name)) continue;
      const hidden = { ...model.config?.attributes, [name]: { hidden: true } };
      model.config = { ...model.config, attributes: hidden };
    }
  }
}
