import type { OrderStatus } from '../../../orders/server/contract';
import { isOpen, type Operation, type OperationResult } from './operations';

/** What became of a payment, as an order's `paymentStatus` says it too; `cancelled` is called off. */
export type PaymentState =
  'pending' | 'authorized' | 'paid' | 'partially_refunded' | 'refunded' | 'failed' | 'cancelled';

/** The money of one order, read under the lock of its row. Amounts in minor units. */
export interface Ledger {
  order: LedgerOrder;
  /** The oldest first. */
  payments: LedgerPayment[];
}

export interface LedgerOrder {
  row: number;
  documentId: string;
  number: string;
  status: OrderStatus;
  paymentStatus: string;
  paymentMethod: string;
  currency: string;
  total: number;
  amountPaid: number;
}

export interface LedgerPayment {
  row: number;
  documentId: string;
  method: string;
  state: PaymentState;
  currency: string;
  amount: number;
  amountAuthorized: number;
  amountCaptured: number;
  /** Asked to be given back and not given back yet. */
  amountRefunding: number;
  amountRefunded: number;
  reference: string | null;
  receipt: string | null;
  callbackToken: string;
  details: Readonly<Record<string, unknown>>;
  failureCode: string | null;
  failureMessage: string | null;
  review: string | null;
  createdAt: string;
  capturedAt: string | null;
  /** The oldest first. */
  operations: LedgerOperation[];
}

export interface LedgerOperation {
  row: number;
  /** Also the provider's idempotency key. */
  documentId: string;
  operation: Operation;
  result: OperationResult;
  amount: number;
  providerId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  requestKey: string | null;
  approval: 'none' | 'waiting' | 'approved' | 'rejected';
  tries: number;
}

/** What an operation ends with that was called off. */
export const CALLED_OFF = 'called_off';

/** An operation that brings money in. */
export function bringsMoney({ operation }: Pick<LedgerOperation, 'operation'>): boolean {
  return operation === 'authorize' || operation === 'capture';
}

/**
 * A payment with its amounts and its state as its operations say: the amounts are never counted up by
 * themselves, so they cannot drift from the operations.
 */
export function derived(payment: LedgerPayment): LedgerPayment {
  const sum = (operation: Operation, results: (result: OperationResult) => boolean) =>
    payment.operations
      .filter((one) => one.operation === operation && results(one.result))
      .reduce((total, { amount }) => total + amount, 0);
  const succeeded = (result: OperationResult) => result === 'succeeded';

  const amountCaptured = sum('capture', succeeded);
  const voided = payment.operations.some(
    ({ operation, result }) => operation === 'void' && result === 'succeeded',
  );
  const authorized = sum('authorize', succeeded);
  const amounts = {
    amountAuthorized: voided || amountCaptured > 0 ? 0 : authorized,
    amountCaptured,
    amountRefunding: sum('refund', isOpen),
    amountRefunded: sum('refund', succeeded),
  };
  return { ...payment, ...amounts, state: stateOf({ ...payment, ...amounts }, voided) };
}

function stateOf(payment: LedgerPayment, voided: boolean): PaymentState {
  const { amountCaptured, amountRefunded } = payment;
  if (amountCaptured > 0) {
    if (amountRefunded === 0) return 'paid';
    return amountRefunded < amountCaptured ? 'partially_refunded' : 'refunded';
  }
  if (payment.amountAuthorized > 0) return 'authorized';
  if (voided) return 'cancelled';
  const latest = payment.operations.filter(bringsMoney).at(-1);
  if (latest === undefined) return 'pending';
  if (latest.result === 'failed') return latest.errorCode === CALLED_OFF ? 'cancelled' : 'failed';
  // A try was refused and another one may follow.
  return latest.errorCode === null ? 'pending' : 'failed';
}

/** Whether money may still come in by a payment without anybody asking for it anew. */
export function mayStillPay({ operations }: LedgerPayment): boolean {
  return operations.some((one) => bringsMoney(one) && isOpen(one.result));
}

/** What was received and has not been given back. */
export function amountKept({ amountCaptured, amountRefunded }: LedgerPayment): number {
  return amountCaptured - amountRefunded;
}

/** What all payments of an order have brought that was not given back. */
export function amountPaid(payments: readonly LedgerPayment[]): number {
  return payments.reduce((total, payment) => total + amountKept(payment), 0);
}

/**
 * Whether an order has its money: what is kept and is not on its way back comes to the total, with what
 * is authorized.
 */
export function isCovered(total: number, payments: readonly LedgerPayment[]): boolean {
  const sum = payments.reduce(
    (all, payment) => all + refundable(payment) + payment.amountAuthorized,
    0,
  );
  return sum >= total;
}

/**
 * The `paymentStatus` of an order, from its payments.
 *
 * | the payments | the order |
 * | --- | --- |
 * | some money is kept, of one of which a part was given back | `partially_refunded` |
 * | what is kept comes to the total | `paid` |
 * | with what is authorized it comes to the total | `authorized` |
 * | money came in and all of it was given back | `refunded` |
 * | one is under way | `pending` |
 * | there were some, and none is under way | `failed` |
 * | none, or all were called off | `pending` |
 *
 * A payment that was given back in full beside another one that is kept (somebody paid twice) does not
 * count. While an order still waits for its money, what is on its way back does not pay it either. An
 * order of nothing is paid.
 */
export function orderPaymentStatus(
  { status, total }: Pick<LedgerOrder, 'status' | 'total'>,
  payments: readonly LedgerPayment[],
): Exclude<PaymentState, 'cancelled'> {
  const kept = payments.filter((payment) => amountKept(payment) > 0);
  if (kept.some(({ amountRefunded }) => amountRefunded > 0)) return 'partially_refunded';
  const pays = status === 'pending' ? refundable : amountKept;
  const paid = kept.reduce((sum, payment) => sum + pays(payment), 0);
  if (paid >= total) return 'paid';
  const authorized = payments.reduce((sum, { amountAuthorized }) => sum + amountAuthorized, 0);
  if (authorized > 0 && paid + authorized >= total) return 'authorized';
  if (payments.some(({ amountCaptured }) => amountCaptured > 0) && kept.length === 0) {
    return 'refunded';
  }
  if (payments.some(({ state }) => state === 'pending')) return 'pending';
  return payments.some(({ state }) => state === 'failed') ? 'failed' : 'pending';
}

const OVER: ReadonlySet<OrderStatus> = new Set(['cancelled', 'refunded']);

/**
 * What is still to be paid: nothing for an order that is over, or that was paid once, whatever went back
 * since. An order that still waits for its money needs all of it: a part that went back is due again.
 */
export function amountDue({ order, payments }: Ledger): number {
  const authorized = payments.reduce((sum, { amountAuthorized }) => sum + amountAuthorized, 0);
  return Math.max(0, dueBesideReserved({ order, payments }) - authorized);
}

/** What is still to be paid, were nothing authorized. */
function dueBesideReserved({ order, payments }: Ledger): number {
  if (OVER.has(order.status)) return 0;
  const counted = (payment: LedgerPayment) =>
    order.status === 'pending' ? refundable(payment) : payment.amountCaptured;
  const received = payments.reduce((sum, payment) => sum + counted(payment), 0);
  return Math.max(0, order.total - received);
}

/**
 * What an order needs of a payment that is authorized: no more than is due beside what has come in and
 * what was authorized before. It is nothing where it was paid in another way or is over.
 */
export function neededOfAuthorized(ledger: Ledger, payment: LedgerPayment): number {
  const before = ledger.payments
    .filter(({ row }) => row < payment.row)
    .reduce((sum, { amountAuthorized }) => sum + amountAuthorized, 0);
  const left = Math.max(0, dueBesideReserved(ledger) - before);
  return Math.min(payment.amountAuthorized, left);
}

/** A part of a payment that goes back. */
export interface GoingBack {
  payment: LedgerPayment;
  amount: number;
}

/**
 * What the shop has and is not owed: all of it for an order that is over, else what is beyond its
 * total. What is on its way back already is not counted again. The latest money goes back first.
 */
export function owedBack({ order, payments }: Ledger): GoingBack[] {
  const owed = OVER.has(order.status) ? 0 : order.total;
  let excess = payments.reduce((total, payment) => total + refundable(payment), 0) - owed;
  const latestFirst = payments
    .filter((payment) => refundable(payment) > 0)
    .sort((a, b) => lastReceived(b).localeCompare(lastReceived(a)) || b.row - a.row);
  const parts: GoingBack[] = [];
  for (const payment of latestFirst) {
    if (excess <= 0) break;
    const amount = Math.min(excess, refundable(payment));
    parts.push({ payment, amount });
    excess -= amount;
  }
  return parts;
}

/** What staff gave back of an order, or are giving back, without a second person having approved it. */
export function refundedAlone(payments: readonly LedgerPayment[]): number {
  return payments
    .flatMap(({ operations }) => operations)
    .filter(
      ({ operation, result, requestKey, approval }) =>
        operation === 'refund' &&
        result !== 'failed' &&
        // What the shop itself owes, or a provider tells of, was asked for under no key.
        requestKey !== null &&
        approval === 'none',
    )
    .reduce((total, { amount }) => total + amount, 0);
}

/** When the money of a payment came in, for sorting: what was received just now has no time yet. */
function lastReceived({ capturedAt }: LedgerPayment): string {
  return capturedAt ?? 'now';
}

/** What can still be given back of a payment. */
export function refundable(payment: LedgerPayment): number {
  return amountKept(payment) - payment.amountRefunding;
}
