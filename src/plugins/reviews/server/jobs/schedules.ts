import type { Core } from '@strapi/strapi';
import { schedule } from '../../../jobs/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { repairRatings } from '../services/ratings';

/** Ratings are right at every commit of ours; this is for who writes past us, by hand or an import. */
export function scheduleRatings(strapi: Core.Strapi): void {
  schedule(strapi, {
    name: 'reviews.rating_averages',
    everySeconds: 60 * 60,
    run: () => databaseOf(strapi).transaction(repairRatings),
  });
}
