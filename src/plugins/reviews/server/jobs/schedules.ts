import type { Core } from '@strapi/strapi';
import { schedule } from '../../../jobs/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { repairRatings } from '../services/ratings';

/** Products whose rows are locked together. */
const MOST_AT_ONCE = 500;

/** Ratings are right at every commit of ours; this is for who writes past us, by hand or an import. */
export function scheduleRatings(strapi: Core.Strapi): void {
  const database = databaseOf(strapi);
  schedule(strapi, {
    name: 'reviews.rating_averages',
    everySeconds: 60 * 60,
    run: async () => {
      let mended: number;
      do {
        mended = await database.transaction((tx) => repairRatings(tx, MOST_AT_ONCE));
      } while (mended === MOST_AT_ONCE);
    },
  });
}
