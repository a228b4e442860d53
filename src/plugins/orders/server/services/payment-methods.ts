import type { Core } from '@strapi/strapi';
import { invalid, Refusal } from '../../../kernel/server/contract';
import { PAYMENT_METHODS } from '../domain/order';

/** The methods that orders may be paid with now, as the floor above has told. */
function accepted(strapi: Core.Strapi): Set<string> {
  return strapi.plugin('orders').service('payment-methods') as Set<string>;
}

/** Lets orders be paid with a method. Whoever can take the money says so at its bootstrap. */
export function acceptPaymentMethod(strapi: Core.Strapi, method: string): void {
  accepted(strapi).add(method);
}

/**
 * Lets an order pass only where it can be paid as it says.
 *
 * @throws Refusal PAYMENT_METHOD_UNAVAILABLE for a way to pay that is not set up, VALIDATION_FAILED
 *   for one that does not exist
 */
export function requirePaymentMethod(strapi: Core.Strapi, paymentMethod: string): void {
  const known = accepted(strapi);
  if (known.has(paymentMethod)) return;
  if (PAYMENT_METHODS.includes(paymentMethod)) {
    throw new Refusal('PAYMENT_METHOD_UNAVAILABLE', 'This shop cannot be paid that way.', {
      paymentMethod,
    });
  }
  const names = [...known].join(', ');
  throw invalid([{ path: ['paymentMethod'], message: `must be one of ${names}` }]);
}
