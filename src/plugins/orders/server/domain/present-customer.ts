import type { CustomerFigures } from './customer';

/** What the people of a shop see of a customer. */
export function presentCustomer(customer: CustomerFigures): object {
  return {
    id: customer.id,
    documentId: customer.documentId,
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    phone: customer.phone,
    confirmed: customer.confirmed,
    blocked: customer.blocked,
    blockedReason: customer.blockedReason,
    createdAt: customer.createdAt,
    ordersCount: customer.ordersCount,
    totalSpent: customer.totalSpent,
    lastOrderAt: customer.lastOrderAt,
  };
}
