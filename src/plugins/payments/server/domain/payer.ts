import { bringsMoney, mayStillPay, type LedgerPayment } from './ledger';

/**
 * The payment of an order that money may be of which names the order and no payment: one that has
 * brought its money without naming it, else the one that is open, else the last that was given up. Were
 * it booked for another, the same money would be counted twice.
 *
 * @param payments all of the order
 * @param amount in minor units
 * @param canBeOf whether it can be the money of a payment with these details; of any unless told
 */
export function likelyPaymentOf(
  payments: readonly LedgerPayment[],
  { method, amount }: Pick<LedgerPayment, 'method' | 'amount'>,
  canBeOf: (details: LedgerPayment['details']) => boolean = () => true,
): LedgerPayment | undefined {
  const unnamed = payments.filter(
    (payment) =>
      payment.method === method &&
      payment.amount === amount &&
      payment.receipt === null &&
      canBeOf(payment.details) &&
      payment.operations.some(bringsMoney),
  );
  return (
    unnamed.find(({ amountCaptured }) => amountCaptured > 0) ??
    unnamed.find(mayStillPay) ??
    unnamed.at(-1)
  );
}
