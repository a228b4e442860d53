import type { Core } from '@strapi/strapi';
import { databaseOf, metric } from '../../../kernel/server/contract';
import { countHolds } from '../sql/count-holds';

/** Shows operators how much is held by carts. */
export function registerMetrics(strapi: Core.Strapi): void {
  metric(strapi, {
    name: 'duka_holds',
    help: 'Holds of carts; expired ones count as free and wait for the sweeper.',
    labels: ['state'],
    collect: async () => {
      const [row] = await databaseOf(strapi).query(countHolds, []);
      return [
        { labels: { state: 'live' }, value: row?.live ?? 0 },
        { labels: { state: 'expired' }, value: row?.expired ?? 0 },
      ];
    },
  });
}
