import type { Core } from '@strapi/strapi';
import type { PaymentMethod } from '../domain/order';

/** The methods that orders may be paid with now, as the floor above has told. */
function accepted(strapi: Core.Strapi): Set<PaymentMethod> {
  return strapi.plugin('orders').service('payment-methods') as Set<PaymentMethod>;
}

/** Lets orders be paid with a method. Whoever can take the money says so at its bootstrap. */
export function acceptPaymentMethod(strapi: Core.Strapi, method: PaymentMethod): void {
  accepted(strapi).add(method);
}

/** The methods that orders may be paid with. */
export function acceptedPaymentMethods(strapi: Core.Strapi): PaymentMethod[] {
  return [...accepted(strapi)];
}
