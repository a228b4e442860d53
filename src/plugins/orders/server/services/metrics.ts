import type { Core } from '@strapi/strapi';
import { databaseOf, metric } from '../../../kernel/server/contract';
import { countByStatus } from '../sql/count-by-status';

/** Shows operators how many orders are in each state. */
export function registerMetrics(strapi: Core.Strapi): void {
  metric(strapi, {
    name: 'duka_orders',
    help: 'Orders by status, the same figure from every process.',
    labels: ['status'],
    collect: async () => {
      const rows = await databaseOf(strapi).query(countByStatus, []);
      return rows.map(({ status, orders }) => ({ labels: { status }, value: orders }));
    },
  });
}
