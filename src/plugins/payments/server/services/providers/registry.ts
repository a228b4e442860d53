import type { Core } from '@strapi/strapi';
import { healthCheck, Refusal } from '../../../../kernel/server/contract';
import { acceptPaymentMethod } from '../../../../orders/server/contract';
import { createBreaker, type Breaker } from '../../domain/breaker';
import type { PaymentProvider } from '../../domain/provider';

/** A provider of this shop, with what this process knows of its health. */
export interface KnownProvider {
  provider: PaymentProvider;
  breaker: Breaker;
}

export type Providers = Map<string, KnownProvider>;

/** The ways to pay of this process; none yet. */
export const createProviders = (): Providers => new Map();

function known(strapi: Core.Strapi): Providers {
  return strapi.plugin('payments').service('providers') as Providers;
}

/**
 * Lets orders be paid by a provider. Call it in a plugin's `bootstrap`, where its settings are there.
 *
 * @throws Error where its method is taken
 */
export function registerProvider(strapi: Core.Strapi, provider: PaymentProvider): void {
  if (known(strapi).has(provider.method)) {
    throw new Error(`Two payment providers are called ${provider.method}`);
  }
  const breaker = createBreaker();
  known(strapi).set(provider.method, { provider, breaker });
  healthCheck(strapi, {
    name: `payments.${provider.method}`,
    check: () => ({ state: breaker.restsFor(performance.now()) > 0 ? 'degraded' : 'up' }),
  });
  acceptPaymentMethod(strapi, provider.method, (sum) => {
    const objection = provider.objection?.(sum);
    // Cents and limits are looked at when it is paid: an order may still be changed.
    return objection?.code === 'PAYMENT_METHOD_UNAVAILABLE' ? objection.message : undefined;
  });
}

/** The providers of this shop, by their method. */
export function providersOf(strapi: Core.Strapi): Providers {
  return known(strapi);
}

/**
 * The provider of a method.
 *
 * @throws Refusal PAYMENT_METHOD_UNAVAILABLE where the shop has not set it up
 */
export function providerOf(strapi: Core.Strapi, method: string): KnownProvider {
  const found = known(strapi).get(method);
  if (found !== undefined) return found;
  throw new Refusal('PAYMENT_METHOD_UNAVAILABLE', 'This shop cannot be paid that way.', {
    paymentMethod: method,
  });
}
