import {
  bringsMoney,
  CALLED_OFF,
  derived,
  refundable,
  type LedgerOperation,
  type LedgerPayment,
} from './ledger';
import {
  BY_HAND,
  INITIAL_RESULT,
  isOpen,
  mayFollow,
  type Approval,
  type OperationResult,
} from './operations';
import type { Outcome } from './provider';

/** What an outcome does to an operation and to the payment that it is of. */
export type Step =
  /** It says nothing new, or would be a step back. */
  | { kind: 'unchanged' }
  /** It cannot be right: a person must look. Nothing else changes. */
  | { kind: 'review'; why: string }
  /** It is other money, beside what this payment has brought: a payment of its own. */
  | {
      kind: 'another';
      /** The one whose reference has brought it. */
      payment: LedgerPayment;
      receipt: string;
      details: LedgerPayment['details'];
    }
  | { kind: 'changed'; payment: LedgerPayment; operation: LedgerOperation };

/**
 * What an outcome means for an operation as it stands. Money is believed only where amount and
 * currency are those that were asked for.
 *
 * @param operation one of the payment's own
 */
export function stepOf(payment: LedgerPayment, operation: LedgerOperation, outcome: Outcome): Step {
  const result = RESULT_OF[outcome.result];
  const why = strangeness(payment, operation, outcome);
  if (why !== undefined) return { kind: 'review', why };
  if (outcome.result === 'succeeded') {
    if (operation.result === 'succeeded' && bringsMoney(operation)) {
      return anotherWord(payment, operation, outcome);
    }
  }
  const stays = result === operation.result || (result === 'unknown' && isOpen(operation.result));
  if (stays && !isOpen(operation.result)) return { kind: 'unchanged' };
  const voice = outcome.result === 'unknown' ? 'us' : 'provider';
  if (!stays && !mayFollow(operation.operation, operation.result, result, voice)) {
    return { kind: 'unchanged' };
  }
  const changed: LedgerOperation = {
    ...operation,
    result: stays ? operation.result : result,
    providerId: outcome.providerId ?? operation.providerId,
    approval: isOpen(result) ? operation.approval : approvalAtEnd(operation),
    ...errorOf(operation, outcome),
  };
  const step = learnt(payment, changed, outcome);
  if (outcome.result === 'succeeded' && refundable(derived(step)) < 0) {
    return { kind: 'review', why: 'more has gone back than came in' };
  }
  return { kind: 'changed', operation: changed, payment: step };
}

/**
 * Money that is told of once more: with the receipt that was missing, or of other money. What a payment
 * asked for brings money once; what it holds beside that came unasked.
 */
function anotherWord(
  payment: LedgerPayment,
  operation: LedgerOperation,
  outcome: Outcome & { result: 'succeeded' },
): Step {
  const { receipt, details = {}, isMoneyByReceipt = false } = outcome;
  const { ownReceipt } = payment.details;
  if (receipt === undefined || receipt === payment.receipt || receipt === ownReceipt) {
    return { kind: 'unchanged' };
  }
  const told = { ...payment, details: { ...payment.details, ...ownReceiptOf(outcome) } };
  if (payment.receipt === null) {
    return { kind: 'changed', operation, payment: { ...told, receipt } };
  }
  if (isMoneyByReceipt && ownReceipt === undefined && operation.operation === 'capture') {
    return { kind: 'another', payment: told, receipt, details };
  }
  return { kind: 'review', why: `told once more: ${receipt} beside ${payment.receipt}` };
}

/** The receipt of the money that was asked for, kept with its payment. */
function ownReceiptOf(outcome: Outcome & { result: 'succeeded' }): { ownReceipt?: string } {
  const { receipt, isMoneyByReceipt = false } = outcome;
  return receipt !== undefined && isMoneyByReceipt ? { ownReceipt: receipt } : {};
}

/** A try that was refused leaves its operation open. */
const RESULT_OF: Readonly<Record<Outcome['result'], OperationResult>> = {
  pending: 'pending',
  by_hand: 'pending',
  declined: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  unknown: 'unknown',
};

function strangeness(
  { currency, reference }: LedgerPayment,
  { amount }: LedgerOperation,
  outcome: Outcome,
): string | undefined {
  if (reference !== null && outcome.reference !== undefined && outcome.reference !== reference) {
    return `the provider speaks of ${outcome.reference} and this is ${reference}`;
  }
  if (outcome.result !== 'succeeded') return undefined;
  if (outcome.currency !== currency) return `${outcome.currency} came in instead of ${currency}`;
  if (outcome.amount !== amount) return `${outcome.amount} instead of ${amount} ${currency}`;
  return undefined;
}

function errorOf(
  operation: LedgerOperation,
  outcome: Outcome,
): Pick<LedgerOperation, 'errorCode' | 'errorMessage'> {
  if (outcome.result === 'declined' || outcome.result === 'failed') {
    return { errorCode: outcome.code.slice(0, 64), errorMessage: outcome.message.slice(0, 255) };
  }
  if (outcome.result === 'by_hand') {
    return { errorCode: BY_HAND, errorMessage: outcome.message.slice(0, 255) };
  }
  if (outcome.result === 'unknown') {
    return { errorCode: operation.errorCode, errorMessage: outcome.why.slice(0, 255) };
  }
  return { errorCode: null, errorMessage: null };
}

function learnt(
  payment: LedgerPayment,
  operation: LedgerOperation,
  outcome: Outcome,
): LedgerPayment {
  const own = bringsMoney(operation);
  const receipt = outcome.result === 'succeeded' && own ? outcome.receipt : undefined;
  const isOurs = payment.operations.some(({ documentId }) => documentId === operation.documentId);
  const operations = isOurs
    ? payment.operations.map((one) => (one.documentId === operation.documentId ? operation : one))
    : [...payment.operations, operation];
  const failure = own
    ? { failureCode: operation.errorCode, failureMessage: operation.errorMessage }
    : {};
  return {
    ...payment,
    ...failure,
    reference: outcome.reference ?? payment.reference,
    receipt: receipt ?? payment.receipt,
    details: {
      ...payment.details,
      ...outcome.details,
      ...(outcome.result === 'succeeded' && own ? ownReceiptOf(outcome) : {}),
    },
    operations:
      operation.result === 'succeeded'
        ? withoutNeedless(payment, operation, operations)
        : operations,
  };
}

/** With what nobody needs any more called off, now that an operation has succeeded. */
function withoutNeedless(
  { amountCaptured }: LedgerPayment,
  { operation }: LedgerOperation,
  operations: readonly LedgerOperation[],
): LedgerOperation[] {
  if (operation === 'void') return operations.map(calledOff);
  if (operation !== 'refund') return [...operations];
  // It was given up and has gone out after all: what should replace it and was not sent gives way.
  let excess = goingBack(operations) - amountCaptured;
  return operations
    .toReversed()
    .map((one) => {
      if (excess <= 0 || !isUnsentRefund(one)) return one;
      excess -= one.amount;
      return { ...one, ...CALLED_OFF_END, approval: approvalAtEnd(one) };
    })
    .toReversed();
}

/** What has gone back or may be on its way. */
function goingBack(operations: readonly LedgerOperation[]): number {
  return operations
    .filter(({ operation, result }) => operation === 'refund' && result !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0);
}

function isUnsentRefund({ operation, result, tries }: LedgerOperation): boolean {
  return operation === 'refund' && result === INITIAL_RESULT && tries === 0;
}

/** What has ended waits for nobody. */
function approvalAtEnd({ approval }: LedgerOperation): Approval {
  return approval === 'waiting' ? 'none' : approval;
}

/** With the payment called off, what might have brought money has ended. */
function calledOff(operation: LedgerOperation): LedgerOperation {
  if (!bringsMoney(operation) || !isOpen(operation.result)) return operation;
  return { ...operation, ...CALLED_OFF_END };
}

const CALLED_OFF_END = {
  result: 'failed',
  errorCode: CALLED_OFF,
  errorMessage: 'Called off.',
} as const;
