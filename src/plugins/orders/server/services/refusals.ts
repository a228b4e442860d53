import { Refusal } from '../../../kernel/server/contract';
import type { OrderStatus } from '../domain/states';

export function orderNotFound(): Refusal {
  return new Refusal('ORDER_NOT_FOUND', 'There is no such order.');
}

export function noSuchAccount(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such account.');
}

/** The states do not lead there from where the order is, or not for who asks. */
export function illegalTransition(from: OrderStatus, to: OrderStatus): Refusal {
  return new Refusal('ILLEGAL_TRANSITION', `An order that is ${from} cannot become ${to}.`, {
    from,
    to,
  });
}

/** Nobody sends goods whose money is being taken back. */
export function orderDisputed(): Refusal {
  return new Refusal(
    'ORDER_DISPUTED',
    'A payment of this order is disputed: nothing is sent until that has ended.',
  );
}

/** Nobody sends goods whose money has not come, nor is reserved. */
export function orderNotPaid(paymentStatus: string): Refusal {
  return new Refusal('ORDER_NOT_PAID', 'This order is not paid: its goods stay until it is.', {
    paymentStatus,
  });
}

export function notCancellable(status: OrderStatus): Refusal {
  return new Refusal(
    'NOT_CANCELLABLE',
    `An order that is ${status} cannot be cancelled any more.`,
    { status },
  );
}

/** Goods that were sold before they came in cannot leave the store yet. */
export function notInYet(missing: readonly { sku: string; quantity: number }[]): Refusal {
  return new Refusal('INSUFFICIENT_STOCK', 'Backordered goods have not come in yet.', {
    sku: missing[0]?.sku,
    missing,
  });
}

/** Lines and addresses are put right only while the goods are in the store. */
export function notEditable(status: OrderStatus): Refusal {
  return new Refusal('NOT_EDITABLE', `An order that is ${status} cannot be changed any more.`, {
    status,
  });
}
