import {
  amountDue,
  amountPaid,
  type Ledger,
  type LedgerOrder,
  type LedgerPayment,
} from '../../domain/ledger';

/** What its buyer sees of the money of an order. */
export function presentMoney(ledger: Ledger): object {
  const { order, payments } = ledger;
  const sum = (amount: 'amountCaptured' | 'amountRefunded') =>
    payments.reduce((total, payment) => total + payment[amount], 0);
  return {
    orderId: order.documentId,
    number: order.number,
    status: order.status,
    paymentStatus: order.paymentStatus,
    currency: order.currency,
    amountDue: amountDue(ledger),
    amountPaid: sum('amountCaptured'),
    amountRefunded: sum('amountRefunded'),
    amountKept: amountPaid(payments),
    payments: payments.map((payment) => ({
      paymentId: payment.documentId,
      method: payment.method,
      status: payment.state,
      amount: payment.amount,
      refunded: payment.amountRefunded,
      failureCode: payment.failureCode,
      createdAt: payment.createdAt,
    })),
  };
}

/** What its buyer sees of one payment, when they come back from paying. */
export function presentPayment(order: LedgerOrder, payment: LedgerPayment): object {
  return {
    orderId: order.documentId,
    paymentId: payment.documentId,
    method: payment.method,
    status: payment.state,
    orderStatus: order.status,
    paymentStatus: order.paymentStatus,
    amount: payment.amount,
    currency: payment.currency,
    failureCode: payment.failureCode,
  };
}
