import type { Core } from '@strapi/strapi';
import { schedule } from '../../../jobs/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { lookAtStock } from '../services/telling/look-at-stock';
import { remindOfCarts } from '../services/telling/remind-of-carts';
import { pruneMessages } from '../sql/prune-messages';

/** Days that the history of messages is kept. */
const KEPT_DAYS = 365;
const PRUNED_AT_ONCE = 10_000;

/** Schedules what nobody's event starts: reminders, looks at stock, the end of old messages. */
export function scheduleMessages(strapi: Core.Strapi): void {
  const database = databaseOf(strapi);
  schedule(strapi, {
    name: 'notifications.remind_of_carts',
    everySeconds: 15,
    run: () => remindOfCarts(strapi),
  });
  schedule(strapi, {
    name: 'notifications.look_at_stock',
    everySeconds: 30,
    run: () => lookAtStock(strapi),
  });
  schedule(strapi, {
    name: 'notifications.prune',
    everySeconds: 60 * 60,
    run: async () => {
      await database.query(pruneMessages, [KEPT_DAYS, PRUNED_AT_ONCE]);
    },
  });
}
