import type { Core } from '@strapi/strapi';
import {
  createKeyedLimit,
  createRateLimit,
  dukaConfig,
  type KeyedLimit,
  type RateLimit,
} from '../../../kernel/server/contract';

/** How often one address of origin may try each way in, ours and Strapi's together. */
export interface AccountLimits {
  logIns: RateLimit;
  registrations: RateLimit;
  refreshes: RateLimit;
  /** Mails that are asked for, and the codes that came by them. */
  recoveries: RateLimit;
  /** Mails that are asked for by one address of e-mail, whoever asks. */
  recoveriesOf: KeyedLimit;
}

/** Mails about its account that an address can get in an hour, so that nobody is flooded. */
const RECOVERIES_PER_HOUR = 5;

/** The limits that the settings give, counted in all processes together where there is Redis. */
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
    recoveriesOf: createKeyedLimit(strapi, {
      name: 'recovery-of',
      points: RECOVERIES_PER_HOUR,
      seconds: 60 * 60,
    }),
  };
}

/** The limits of this process. */
export function limitsOf(strapi: Core.Strapi): AccountLimits {
  return strapi.plugin('accounts').service('limits') as AccountLimits;
}
