import {
  formatAmount,
  newDocumentId,
  publish,
  type DomainEvent,
  type Transaction,
} from '../../../../kernel/server/contract';
import {
  lockOrderForMoney,
  moveOrder,
  orderNotFound,
  recordMoney,
  reviveOrder,
  THE_SHOP,
  type MoneyRow,
} from '../../../../orders/server/contract';
import {
  amountPaid,
  derived,
  isCovered,
  orderPaymentStatus,
  owedBack,
  type Ledger,
  type LedgerOperation,
  type LedgerPayment,
} from '../../domain/ledger';
import { nextTry } from '../../domain/asking';
import type { LateMoney, PaymentEvent } from '../../events';
import { INITIAL_RESULT, type Operation } from '../../domain/operations';
import { readLedger } from '../../sql/read-ledger';
import { writeLedger, type WrittenOperation } from '../../sql/write-ledger';

/** The money of one order, with its row locked until the transaction ends. */
export interface Books extends Ledger {
  row: MoneyRow;
}

/** What is written of an operation beside what it is. */
export interface Entry {
  payment: LedgerPayment;
  operation: LedgerOperation;
  checkIn: number | null;
  reason?: string;
  requestedBy?: string;
  goods?: object;
}

/**
 * Locks an order and reads its money.
 *
 * @param orderId document id
 * @throws Refusal ORDER_NOT_FOUND
 */
export async function openBooks(tx: Transaction, orderId: string): Promise<Books> {
  const row = await lockOrderForMoney(tx, orderId);
  if (row === undefined) throw orderNotFound();
  const payments = await tx.query(readLedger, [row.id]);
  return {
    row,
    order: {
      row: row.id,
      documentId: row.document_id,
      number: row.number,
      status: row.state,
      paymentStatus: row.payment_status,
      paymentMethod: row.payment_method,
      currency: row.currency,
      total: row.total,
      amountPaid: row.amount_paid,
    },
    payments: payments.map(({ payment }) => payment),
  };
}

/** An operation that is about to be written for the first time. */
export function newOperation(
  operation: Operation,
  amount: number,
  more: Partial<LedgerOperation> = {},
): LedgerOperation {
  return {
    row: 0,
    documentId: newDocumentId(),
    operation,
    result: INITIAL_RESULT,
    amount,
    providerId: null,
    errorCode: null,
    errorMessage: null,
    requestKey: null,
    approval: 'none',
    tries: 0,
    ...more,
  };
}

/** A payment with an operation in it, a new one or one that has changed. */
export function withOperation(payment: LedgerPayment, operation: LedgerOperation): LedgerPayment {
  const others = payment.operations.filter((one) => one.documentId !== operation.documentId);
  return { ...payment, operations: [...others, operation] };
}

/**
 * Writes what has happened to the money of an order, and lets the order follow: it is confirmed when
 * it is paid, revived where money came late, refunded where all went back; what nobody is owed goes
 * back. The one place in which any of that happens.
 *
 * @param books as they were opened
 * @param payments all of the order's, as they are now
 * @param entries operations that are new or have changed
 * @returns whether a provider must be called now
 */
export async function closeBooks(
  tx: Transaction,
  books: Books,
  payments: readonly LedgerPayment[],
  entries: readonly Entry[],
): Promise<{ due: boolean }> {
  const before = new Map(books.payments.map((payment) => [payment.documentId, payment]));
  const now = payments.map(derived);
  await write(tx, now, entries);
  const paymentStatus = orderPaymentStatus(books.order, now);
  await recordMoney(tx, books.row, { paymentStatus, amountPaid: amountPaid(now) });
  await publish(
    tx,
    now.flatMap((payment) => eventsOf(books, before.get(payment.documentId), payment)),
  );
  const status = await letFollow(tx, books, before, now, paymentStatus);
  const parts = owedBack({ order: { ...books.order, status }, payments: now });
  const back = parts.map(({ payment, amount }): Entry => {
    const operation = newOperation('refund', amount);
    const reason =
      status === 'cancelled' ? 'The order was cancelled.' : 'More was paid than is owed.';
    const checkIn = nextTry(refusalsOf(payment));
    return { payment, operation, checkIn, reason, requestedBy: 'system' };
  });
  if (back.length > 0) {
    const changed = back.map(({ payment, operation }) =>
      derived(withOperation(payment, operation)),
    );
    await write(tx, changed, back);
  }
  const due = [...entries, ...back].some(({ checkIn }) => checkIn === 0);
  return { due };
}

/** How often a provider has refused to give money of a payment back since it last did. */
function refusalsOf({ operations }: LedgerPayment): number {
  const refunds = operations.filter(({ operation }) => operation === 'refund');
  const last = refunds.findLastIndex(({ result }) => result === 'succeeded');
  return refunds.slice(last + 1).filter(({ result }) => result === 'failed').length;
}

/** Moves the order where its money wants it, and tells where it is then. */
async function letFollow(
  tx: Transaction,
  { row, order }: Books,
  before: ReadonlyMap<string, LedgerPayment>,
  now: readonly LedgerPayment[],
  paymentStatus: string,
) {
  const move = async (to: 'confirmed' | 'refunded') => {
    const moved = await moveOrder(tx, { orderId: order.documentId, to, by: THE_SHOP, note: null });
    return moved.kind === 'moved' ? to : order.status;
  };
  const received = now.filter((payment) => {
    const earlier = before.get(payment.documentId);
    return broughtIn(payment) > (earlier === undefined ? 0 : broughtIn(earlier));
  });
  const tellLate = async (became: LateMoney['became']) => {
    await publish(
      tx,
      received.map((payment) => ({
        event: 'payment.late' as const,
        subject: payment.documentId,
        payload: { ...paymentPayload(order, payment), became },
      })),
    );
  };
  // By its sums: what is on its way back pays nothing, whatever its payments are called.
  const settled = isCovered(order.total, now);
  if (settled && order.status === 'pending') return move('confirmed');
  if (received.length > 0 && order.status === 'cancelled') {
    const revived = settled && (await reviveOrder(tx, row)).kind === 'revived';
    await tellLate(revived ? 'revived' : 'refunded');
    return revived ? 'confirmed' : order.status;
  }
  if (paymentStatus === 'refunded' && order.paymentStatus !== 'refunded') return move('refunded');
  return order.status;
}

function broughtIn({ amountAuthorized, amountCaptured }: LedgerPayment): number {
  return amountAuthorized + amountCaptured;
}

async function write(
  tx: Transaction,
  payments: readonly LedgerPayment[],
  entries: readonly Entry[],
): Promise<void> {
  await tx.query(writeLedger, [
    {
      payments: payments.map(({ operations: _, ...payment }) => payment),
      operations: entries.map(writtenOf),
    },
  ]);
}

function writtenOf(entry: Entry): WrittenOperation {
  const { payment, checkIn, reason = null, requestedBy = null, goods = null } = entry;
  const { row: _, ...operation } = entry.operation;
  const amount = `${payment.currency} ${formatAmount(operation.amount, payment.currency)}`;
  return {
    ...operation,
    paymentId: payment.documentId,
    currency: payment.currency,
    checkIn,
    reason,
    requestedBy,
    goods,
    summary: `${operation.operation} ${amount}: ${operation.result}`,
  };
}

/** What is told of a payment that was `before` and is `now`. */
function eventsOf(
  { order }: Books,
  before: LedgerPayment | undefined,
  now: LedgerPayment,
): DomainEvent[] {
  const rose = (amount: 'amountAuthorized' | 'amountCaptured' | 'amountRefunded') =>
    now[amount] > (before?.[amount] ?? 0);
  const became = (state: string) => now.state === state && before?.state !== state;
  const names = [
    ...(rose('amountAuthorized') ? ['payment.authorized' as const] : []),
    ...(rose('amountCaptured') ? ['payment.captured' as const] : []),
    ...(rose('amountRefunded') ? ['payment.refunded' as const] : []),
    ...(became('failed') ? ['payment.failed' as const] : []),
    ...(became('cancelled') ? ['payment.cancelled' as const] : []),
  ];
  return names.map((event) => ({
    event,
    subject: now.documentId,
    payload: paymentPayload(order, now),
  }));
}

/** What listeners are told of a payment. */
export function paymentPayload(
  order: { documentId: string; number: string },
  payment: LedgerPayment,
): PaymentEvent {
  return {
    documentId: payment.documentId,
    paymentId: payment.documentId,
    orderId: order.documentId,
    number: order.number,
    method: payment.method,
    status: payment.state,
    currency: payment.currency,
    amount: payment.amount,
    amountCaptured: payment.amountCaptured,
    amountRefunded: payment.amountRefunded,
    reason: payment.failureCode,
  };
}
