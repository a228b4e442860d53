import { factories, type Core } from '@strapi/strapi';
import { clockOf } from '../../../plugins/kernel/server/contract';
import { withOpening } from '../../../plugins/stores/server/contract';

/** Stores go out with their hours as a list; they come in as the text that editors write. */
export default factories.createCoreController('api::store.store', ({ strapi }) => ({
  transformResponse(data: unknown, meta?: object) {
    const now = new Date(clockOf(strapi).now());
    const shown = Array.isArray(data)
      ? data.map((store: unknown) => withOpening(store, now))
      : withOpening(data, now);
    const respond = super.transformResponse as Core.CoreAPI.Controller.Base['transformResponse'];
    return respond(shown, meta);
  },
}));
