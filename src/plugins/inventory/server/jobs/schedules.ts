import type { Core } from '@strapi/strapi';
import { schedule } from '../../../jobs/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { pruneHolds } from '../sql/prune-holds';
import { sweepExpired } from '../sql/sweep-expired';

const MOST_AT_ONCE = 500;

/** Tidies up after holds. Nothing waits for it: an expired hold counts as free all the same. */
export function scheduleTidying(strapi: Core.Strapi): void {
  const database = databaseOf(strapi);
  schedule(strapi, {
    name: 'inventory.sweep_expired',
    everySeconds: 5,
    run: async () => {
      let swept: number;
      do {
        swept = (await database.query(sweepExpired, [MOST_AT_ONCE])).length;
      } while (swept === MOST_AT_ONCE);
    },
  });
  schedule(strapi, {
    name: 'inventory.prune_holds',
    everySeconds: 60 * 60,
    run: async () => {
      await database.query(pruneHolds, []);
    },
  });
}
