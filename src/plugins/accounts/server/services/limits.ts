import type { Core } from '@strapi/strapi';
import { createRateLimit, dukaConfig, type RateLimit } from '../../../kernel/server/contract';

/** How often one address of origin may try each way in, ours and Strapi's together. */
export interface AccountLimits {
  logIns: RateLimit;
  registrations: RateLimit;
  refreshes: RateLimit;
  /** Mails that are asked for, and the codes that came by them. */
  recoveries: RateLimit;
}

export function createLimits(strapi: Core.Strapi): AccountLimits {
  const { logInsPerMinute, registrationsPerHour } = dukaConfig(strapi).limits;
  const perMinute = (name: string, points: number) =>
    createRateLimit(strapi, { name, points, seconds: 60 });
  return {
    logIns: perMinute('log-in', logInsPerMinute),
    registrations: createRateLimit(strapi, {
      name: 'register',
      points: registrationsPerHour,
      seconds: 60 * 60,
    }),
    refreshes: perMinute('refresh', 60),
    recoveries: perMinute('recovery', logInsPerMinute),
  };
}

export function limitsOf(strapi: Core.Strapi): AccountLimits {
  return strapi.plugin('accounts').service('limits') as AccountLimits;
}
