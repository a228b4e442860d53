import type { Core } from '@strapi/strapi';
import { databaseOf, metric } from '../../../kernel/server/contract';
import { countRecent } from '../sql/count-recent';
import { providersOf } from './providers/registry';

/** Shows operators how payments go, and which providers are left alone because they do not answer. */
export function registerMetrics(strapi: Core.Strapi): void {
  metric(strapi, {
    name: 'duka_payments_last_hour',
    help: 'Payments begun within the last hour, by method and result, the same from every process.',
    labels: ['method', 'result'],
    collect: async () => {
      const rows = await databaseOf(strapi).query(countRecent, []);
      return rows.map(({ payments, ...labels }) => ({ labels, value: payments }));
    },
  });
  metric(strapi, {
    name: 'duka_payment_provider_resting',
    help: '1 while this process leaves a provider alone because it did not answer.',
    labels: ['method'],
    collect: () =>
      [...providersOf(strapi)].map(([method, { breaker }]) => ({
        labels: { method },
        value: breaker.restsFor(performance.now()) > 0 ? 1 : 0,
      })),
  });
}
