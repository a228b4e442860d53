import type { Core } from '@strapi/strapi';
import { invalid, Refusal } from '../../../kernel/server/contract';
import { PAYMENT_METHODS } from '../domain/order';

/** A sum in minor units of its currency. */
export interface Sum {
  amount: number;
  currency: string;
}

/** Why a sum can never be paid by a method; undefined where it can. */
export type NeverPays = (sum: Sum) => string | undefined;

/** The methods that orders may be paid with now, as the floor above has told. */
export type PaymentMethods = Map<string, NeverPays>;

function accepted(strapi: Core.Strapi): PaymentMethods {
  return strapi.plugin('orders').service('payment-methods') as PaymentMethods;
}

/** Lets orders be paid with a method. Whoever can take the money says so at its bootstrap. */
export function acceptPaymentMethod(
  strapi: Core.Strapi,
  method: string,
  neverPays: NeverPays,
): void {
  accepted(strapi).set(method, neverPays);
}

/**
 * Lets an order pass only where it can be paid as it says.
 *
 * @returns the same for its sum, once that is known; throws Refusal PAYMENT_METHOD_UNAVAILABLE
 * @throws Refusal PAYMENT_METHOD_UNAVAILABLE for a way to pay that is not set up, VALIDATION_FAILED
 *   for one that does not exist
 */
export function requirePaymentMethod(
  strapi: Core.Strapi,
  paymentMethod: string,
): (sum: Sum) => void {
  const known = accepted(strapi);
  const neverPays = known.get(paymentMethod);
  if (neverPays !== undefined) {
    return (sum) => {
      const why = neverPays(sum);
      if (why === undefined) return;
      throw new Refusal('PAYMENT_METHOD_UNAVAILABLE', why, { paymentMethod, ...sum });
    };
  }
  if (PAYMENT_METHODS.includes(paymentMethod)) {
    throw new Refusal('PAYMENT_METHOD_UNAVAILABLE', 'This shop cannot be paid that way.', {
      paymentMethod,
    });
  }
  const names = [...known.keys()].join(', ');
  throw invalid([{ path: ['paymentMethod'], message: `must be one of ${names}` }]);
}
