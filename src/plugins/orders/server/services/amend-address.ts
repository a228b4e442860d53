import type { Address } from '../../../cart/server/contract';
import { invalid, type Transaction } from '../../../kernel/server/contract';
import { writeAddresses } from '../sql/write-addresses';
import { lockAmendable, recordChange, type Said } from './amend-order';

/** Addresses to put right; what is left out stays as it is. */
export interface Addresses {
  shippingAddress?: Address | undefined;
  billingAddress?: Address | undefined;
}

/**
 * Puts right where an order that has not left yet goes, or whom it is billed to. What it costs stays
 * as it was agreed.
 *
 * @param orderId document id
 * @throws Refusal ORDER_NOT_FOUND, NOT_EDITABLE, VALIDATION_FAILED for a way to an order that is
 *   picked up
 */
export async function amendAddress(
  tx: Transaction,
  orderId: string,
  { shippingAddress, billingAddress }: Addresses,
  said: Said,
): Promise<void> {
  const { lock, order } = await lockAmendable(tx, orderId);
  if (order.deliveryType === 'pickup' && shippingAddress !== undefined) {
    throw invalid([{ path: ['shippingAddress'], message: 'this order is picked up' }]);
  }
  await tx.query(writeAddresses, [lock.id, shippingAddress ?? null, billingAddress ?? null]);
  const changed = [
    ...(shippingAddress === undefined ? [] : ['delivery address']),
    ...(billingAddress === undefined ? [] : ['billing address']),
  ];
  await recordChange(tx, lock, said, { kind: 'address', change: changed.join(' and ') });
}
