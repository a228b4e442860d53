import type { Core } from '@strapi/strapi';
import { defineJob, listen, schedule } from '../../../jobs/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { TYPES } from '../domain/message';
import { wake } from '../services/dispatcher';
import { queueEvent } from '../services/queue';
import { WORK_MESSAGE, workMessage } from '../services/work-message';
import { pruneDeliveries } from '../sql/prune-deliveries';
import { pruneMessages } from '../sql/prune-messages';
import { QUEUE } from '../tables';

const KEPT_DAYS = 30;
const MOST_AT_ONCE = 1_000;

/** What is done about webhooks without anybody asking. */
export function startWork(strapi: Core.Strapi): void {
  const database = databaseOf(strapi);
  listen(strapi, {
    name: QUEUE,
    events: TYPES,
    inOrder: true,
    // One that cannot be queued must not keep all later news of its object; receivers have `sequence`.
    passesDead: true,
    handle: (tx, happened) => queueEvent(strapi, tx, happened),
  });
  defineJob<{ documentId: string }>(strapi, {
    name: WORK_MESSAGE,
    run: ({ documentId }, { last }) => workMessage(strapi, documentId, last),
  });
  schedule(strapi, {
    name: 'webhooks.deliver',
    everySeconds: 2,
    run: () => {
      wake(strapi);
      return Promise.resolve();
    },
  });
  schedule(strapi, {
    name: 'webhooks.prune',
    everySeconds: 60 * 60,
    run: async () => {
      for (const statement of [pruneDeliveries, pruneMessages]) {
        let pruned: number;
        do {
          pruned = (await database.query(statement, [KEPT_DAYS, MOST_AT_ONCE])).length;
        } while (pruned === MOST_AT_ONCE);
      }
    },
  });
}
