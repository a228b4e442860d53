import { factories, type Core } from '@strapi/strapi';
import { openingOf, type OpeningTexts } from '../../../plugins/stores/server/contract';

/**
 * Stores go out with their hours as a list, whether they are open, and when that changes: wherever
 * the answer holds the three fields that decide it. They come in as the text that editors write.
 */
export default factories.createCoreController('api::store.store', () => ({
  transformResponse(data: unknown, meta?: object) {
    const now = new Date();
    const shown = Array.isArray(data)
      ? data.map((store: unknown) => withOpening(store, now))
      : withOpening(data, now);
    const respond = super.transformResponse as Core.CoreAPI.Controller.Base['transformResponse'];
    return respond(shown, meta);
  },
}));

function withOpening(store: unknown, now: Date): unknown {
  return hasOpeningTexts(store) ? { ...store, ...openingOf(store, now) } : store;
}

function hasOpeningTexts(value: unknown): value is OpeningTexts {
  return (
    typeof value === 'object' &&
    value !== null &&
    'openingHours' in value &&
    'openingExceptions' in value &&
    'timezone' in value
  );
}
