import type { Core } from '@strapi/strapi';
import { follow } from '../../../jobs/server/contract';
import { TOLD_EVENTS } from '../domain/messages';
import { gateOf } from '../services/gate';

/** Models whose changes may take a right away, or give one. */
const RIGHTS = [
  'admin::user',
  'admin::role',
  'admin::permission',
  'admin::session',
  'plugin::users-permissions.user',
  'api::store.store',
];

/** Has the sockets of this process hear of what happens in all of them. */
export function startListening(strapi: Core.Strapi): void {
  const sockets = () => gateOf(strapi).sockets;
  follow(strapi, {
    name: 'realtime.orders',
    events: TOLD_EVENTS,
    handle: (events) => sockets()?.tell(events),
    missed: () => sockets()?.tellMissed(),
  });
  follow(strapi, {
    name: 'realtime.stock',
    events: ['stock.changed'],
    handle: (events) => sockets()?.touchStock(events.map(({ payload }) => payload)),
  });
  follow(strapi, {
    name: 'realtime.sessions',
    events: ['session.ended'],
    handle: (events) => events.forEach(({ payload }) => sockets()?.sessionEnded(payload.userId)),
  });
  const tell = () => sockets()?.rightsChanged();
  strapi.db.lifecycles.subscribe({
    models: RIGHTS,
    afterCreate: tell,
    afterUpdate: tell,
    afterDelete: tell,
    afterCreateMany: tell,
    afterUpdateMany: tell,
    afterDeleteMany: tell,
  });
}
