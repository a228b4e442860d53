import { publish, type Transaction } from '../../../../kernel/server/contract';
import { isLongSilent, nextQuestion } from '../../domain/asking';
import {
  amountDue,
  bringsMoney,
  derived,
  type LedgerOperation,
  type LedgerPayment,
} from '../../domain/ledger';
import { BY_HAND, isOpen } from '../../domain/operations';
import { CASH } from '../../domain/methods';
import { likelyPaymentOf } from '../../domain/payer';
import { stepOf, type Step } from '../../domain/outcomes';
import type { Outcome, WhichOperation } from '../../domain/provider';
import { markPayment } from '../../sql/mark-payment';
import { putQuestionOff } from '../../sql/put-question-off';
import { addPayment } from './add-payment';
import {
  closeBooks,
  newOperation,
  openBooks,
  paymentPayload,
  withOperation,
  type Books,
  type Entry,
} from './books';

/** What somebody speaks of: an operation of a payment of an order. */
export interface Target {
  /** Document id of the order. */
  orderId: string;
  /** Document id of the payment. */
  paymentId: string;
  which: WhichOperation | { operationId: string };
}

export type Settled =
  | { kind: 'settled'; due: boolean }
  /** It said nothing new, or would have been a step back. */
  | { kind: 'unchanged'; due: false }
  /** It cannot be right, and a person must look. */
  | { kind: 'review'; why: string; due: false }
  /** It cannot be told yet what it is of: it must be said again. */
  | { kind: 'later'; why: string; due: false };

/**
 * Takes what a provider says of an operation, whoever heard it: a message, the shopper's return, our
 * own question. Said twice, late or out of order it does once what it means.
 */
export async function settle(tx: Transaction, target: Target, outcome: Outcome): Promise<Settled> {
  const books = await openBooks(tx, target.orderId);
  const meant = meantBy(books.payments, target, outcome);
  if (meant === undefined) {
    return { kind: 'review', why: 'it is about nothing that was asked for', due: false };
  }
  if (meant === 'known') return { kind: 'unchanged', due: false };
  if (meant === 'later') {
    return { kind: 'later', why: 'a refund of ours like it has no name yet', due: false };
  }
  const { payment, operation } = meant;
  const step = stepOf(payment, operation, outcome);
  if (step.kind === 'unchanged') return { kind: 'unchanged', due: false };
  if (step.kind === 'review') {
    // Asked again, it may say the same for a month.
    await review(tx, books, payment, step.why, { isHeardAgain: true });
    if (isOpen(operation.result)) {
      const next = questionIn(payment, operation, outcome);
      await tx.query(putQuestionOff, [operation.documentId, next]);
    }
    return { ...step, due: false };
  }
  if (step.kind === 'another') return takeAnother(tx, books, operation, step);
  const changed = withOperation(step.payment, step.operation);
  const payments = books.payments.map((one) => (one === payment ? changed : one));
  const entries = [
    entryOf(changed, step.operation, outcome),
    ...followers(payment, changed, step.operation),
  ];
  const { due } = await closeBooks(tx, books, payments, entries);
  if (entries[0]?.checkIn === null && isOpen(step.operation.result)) {
    const why =
      outcome.result === 'by_hand'
        ? outcome.message
        : 'the provider has not told the end of it for too long';
    await review(tx, books, changed, why);
  } else if (outcome.result === 'unknown' && isRefundInDoubt(step.operation)) {
    const why =
      'it is not known whether a refund has gone out; the provider is asked about it further';
    await review(tx, books, changed, why, { isHeardAgain: true });
  }
  if (step.operation.operation === 'refund' && step.operation.result === 'failed') {
    await review(tx, books, changed, 'the provider has refused a refund');
  }
  if (operation.result === 'failed' && step.operation.operation === 'refund') {
    await review(tx, books, changed, 'a refund that was refused has gone out after all');
  }
  const lost = lossOf(books, payment, changed, step.operation);
  if (lost !== undefined) await review(tx, books, changed, lost);
  return { kind: 'settled', due };
}

/**
 * Takes money that came in beside what was asked for, as a payment of its own: somebody paid by hand
 * and by a prompt as well. What is too much goes back by the usual rules.
 */
async function takeAnother(
  tx: Transaction,
  books: Books,
  { amount }: LedgerOperation,
  { payment: asked, receipt, details }: Extract<Step, { kind: 'another' }>,
): Promise<Settled> {
  if (books.payments.some((one) => one.receipt === receipt))
    return { kind: 'unchanged', due: false };
  const added = await addPayment(tx, books, { method: asked.method, amount });
  const others = books.payments.map((one) => (one.row === asked.row ? asked : one));
  const operation = newOperation('capture', amount, { result: 'succeeded', tries: 1 });
  const payment = { ...added, receipt, details, operations: [operation] };
  const entry = { payment, operation, checkIn: null, reason: 'Paid once more.' };
  const { due } = await closeBooks(
    tx,
    books,
    [...others, payment],
    [{ ...entry, requestedBy: 'customer' }],
  );
  return { kind: 'settled', due };
}

/** Whether a buyer waits for money of which the provider has told nothing for an hour. */
function isRefundInDoubt({ operation, result, tries }: LedgerOperation): boolean {
  return operation === 'refund' && isOpen(result) && isLongSilent(tries);
}

/** Why money that was reserved, or a part of it, will not come, where its order still needs it. */
function lossOf(
  { order, payments }: Books,
  before: LedgerPayment,
  now: LedgerPayment,
  { operation, result }: LedgerOperation,
): string | undefined {
  if (before.amountAuthorized === 0) return undefined;
  if (operation === 'capture' && result === 'failed') {
    return 'the provider has refused to take what was reserved';
  }
  if (result !== 'succeeded') return undefined;
  const after = payments.map((one) => derived(one === before ? now : one));
  if (amountDue({ order, payments: after }) === 0) return undefined;
  switch (operation) {
    case 'void':
      return 'what was reserved is free again, and the order is not paid';
    case 'capture':
      return 'less was taken than was reserved, and the order is not paid';
    default:
      return undefined;
  }
}

/** Marks a payment for a person to look at, and tells of it; of what may be said again only once. */
async function review(
  tx: Transaction,
  { order }: Books,
  payment: LedgerPayment,
  why: string,
  { isHeardAgain = false } = {},
): Promise<void> {
  const [marked] = await tx.query(markPayment, [payment.documentId, why, isHeardAgain]);
  if (marked === undefined) return;
  const payload = { ...paymentPayload(order, payment), why };
  await publish(tx, [{ event: 'payment.review', subject: payment.documentId, payload }]);
}

/**
 * The payment and the operation that are meant, undefined where we know neither. Money that names only
 * the order may be of another payment than the one that was asked about, and may be known already. Of a
 * refund it may be told only `later` whether it is ours.
 */
function meantBy(
  payments: readonly LedgerPayment[],
  { paymentId, which }: Target,
  outcome: Outcome,
): { payment: LedgerPayment; operation: LedgerOperation } | 'known' | 'later' | undefined {
  const asked = payments.find(({ documentId }) => documentId === paymentId);
  if (asked === undefined) return undefined;
  if (outcome.result !== 'succeeded' || outcome.isOfOrder !== true) {
    const operation = operationOf(asked, which, outcome);
    return typeof operation === 'object' ? { payment: asked, operation } : operation;
  }
  const payment = likelyPaymentOf(payments, asked);
  const operation = payment?.operations.findLast(bringsMoney);
  const isKnown = payments.some(({ receipt }) => receipt === outcome.receipt);
  return isKnown || !payment || !operation ? 'known' : { payment, operation };
}

/**
 * The operation that is meant. One that we do not know was made in the provider's own pages: money
 * that was given back, taken after it was authorized, or called off.
 */
function operationOf(
  payment: LedgerPayment,
  which: Target['which'],
  outcome: Outcome,
): LedgerOperation | 'known' | 'later' | undefined {
  if ('operationId' in which) {
    return payment.operations.find(({ documentId }) => documentId === which.operationId);
  }
  const alike = payment.operations.filter(({ operation }) => operation === which.operation);
  const { key, providerId = outcome.providerId } = which;
  const named = alike.find(
    (one) => one.documentId === key || (providerId !== undefined && one.providerId === providerId),
  );
  if (named !== undefined) return named;
  const latest = alike.at(-1);
  if (latest !== undefined && bringsMoney(latest)) return latest;
  const amount = outcome.result === 'succeeded' ? outcome.amount : undefined;
  // Ours, of which the provider's name for it has not come back yet.
  const unnamed = alike.find(
    (one) => one.providerId === null && isOpen(one.result) && (amount ?? one.amount) === one.amount,
  );
  if (unnamed !== undefined && which.isElsewhere !== true) {
    return which.mayBeElsewhere === true && mayHaveAName(unnamed) ? 'later' : unnamed;
  }
  // Somebody else's refund that is not through, or never came to be: its end is told if there is one.
  const mayBeTheirs = which.isElsewhere === true || which.mayBeElsewhere === true;
  if (amount === undefined) return mayBeTheirs ? 'known' : undefined;
  return newOperation(which.operation, amount, { providerId: providerId ?? null });
}

/** Whether a provider may have been called for a refund, so that its own name for it will come. */
function mayHaveAName({ tries, approval, errorCode }: LedgerOperation): boolean {
  return tries > 0 && approval !== 'waiting' && errorCode !== BY_HAND;
}

function entryOf(payment: LedgerPayment, operation: LedgerOperation, outcome: Outcome): Entry {
  const checkIn = isOpen(operation.result) ? questionIn(payment, operation, outcome) : null;
  const elsewhere = { reason: 'Made at the provider.', requestedBy: 'provider' };
  return { payment, operation, checkIn, ...(operation.row === 0 ? elsewhere : {}) };
}

/** Seconds until a provider is asked; null when it was asked for long enough. */
function questionIn(
  { method }: LedgerPayment,
  { tries }: LedgerOperation,
  { result, askAgainIn }: Outcome,
): number | null {
  if (result === 'by_hand') return null;
  // Nobody is asked about cash: what is owed waits for whoever hands it back.
  if (method === CASH && askAgainIn !== undefined) return askAgainIn;
  return nextQuestion(Math.max(tries, 1), Math.random(), askAgainIn) ?? null;
}

/** Operations that change because another one did. */
function followers(
  before: LedgerPayment,
  now: LedgerPayment,
  { documentId, operation, result }: LedgerOperation,
): Entry[] {
  const wasOpen = before.operations.filter(
    (one) => one.documentId !== documentId && isOpen(one.result),
  );
  // It could not be called off: perhaps it was paid, and somebody must ask.
  if (operation === 'void' && result === 'failed') {
    return wasOpen.filter(bringsMoney).map((one) => ({ payment: now, operation: one, checkIn: 0 }));
  }
  const ended = new Set(wasOpen.map(({ documentId }) => documentId));
  return now.operations
    .filter(({ documentId, result: end }) => ended.has(documentId) && !isOpen(end))
    .map((one) => ({ payment: now, operation: one, checkIn: null }));
}
