import { bringsMoney, CALLED_OFF, type LedgerOperation, type LedgerPayment } from './ledger';
import { isOpen, mayFollow, type OperationResult } from './operations';
import type { Outcome } from './provider';

/** What an outcome does to an operation and to the payment that it is of. */
export type Step =
  /** It says nothing new, or would be a step back. */
  | { kind: 'unchanged' }
  /** It cannot be right: a person must look. Nothing else changes. */
  | { kind: 'review'; why: string }
  /** It is other money, beside what this payment has brought: a payment of its own. */
  | { kind: 'another'; receipt: string; details: LedgerPayment['details'] }
  | { kind: 'changed'; payment: LedgerPayment; operation: LedgerOperation };

/**
 * What an outcome means for an operation as it stands. Money is believed only where amount and
 * currency are those that were asked for.
 *
 * @param operation one of the payment's own
 */
export function stepOf(payment: LedgerPayment, operation: LedgerOperation, outcome: Outcome): Step {
  const result = RESULT_OF[outcome.result];
  if (outcome.result === 'succeeded') {
    const why = strangeness(payment, operation, outcome);
    if (why !== undefined) return { kind: 'review', why };
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
    ...errorOf(operation, outcome),
  };
  return { kind: 'changed', operation: changed, payment: learnt(payment, changed, outcome) };
}

/** Money that is told of once more: with the receipt that was missing, or of other money. */
function anotherWord(
  payment: LedgerPayment,
  operation: LedgerOperation,
  { receipt, details = {}, isMoneyByReceipt = false }: Outcome & { result: 'succeeded' },
): Step {
  if (receipt === undefined || receipt === payment.receipt) return { kind: 'unchanged' };
  if (payment.receipt === null) {
    return { kind: 'changed', operation, payment: { ...payment, receipt } };
  }
  if (isMoneyByReceipt && operation.operation === 'capture') {
    return { kind: 'another', receipt, details };
  }
  return { kind: 'review', why: `told once more: ${receipt} beside ${payment.receipt}` };
}

/** A try that was refused leaves its operation open. */
const RESULT_OF: Readonly<Record<Outcome['result'], OperationResult>> = {
  pending: 'pending',
  declined: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  unknown: 'unknown',
};

function strangeness(
  { currency, reference }: LedgerPayment,
  { amount }: LedgerOperation,
  outcome: Extract<Outcome, { result: 'succeeded' }>,
): string | undefined {
  if (reference !== null && outcome.reference !== undefined && outcome.reference !== reference) {
    return `the provider speaks of ${outcome.reference} and this is ${reference}`;
  }
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
  const operations = payment.operations.map((one) =>
    one.documentId === operation.documentId ? operation : one,
  );
  const failure = own
    ? { failureCode: operation.errorCode, failureMessage: operation.errorMessage }
    : {};
  return {
    ...payment,
    ...failure,
    reference: outcome.reference ?? payment.reference,
    receipt: receipt ?? payment.receipt,
    details: { ...payment.details, ...outcome.details },
    operations: isVoid(operation) ? operations.map(calledOff) : operations,
  };
}

function isVoid({ operation, result }: LedgerOperation): boolean {
  return operation === 'void' && result === 'succeeded';
}

/** With the payment called off, what might have brought money has ended. */
function calledOff(operation: LedgerOperation): LedgerOperation {
  if (!bringsMoney(operation) || !isOpen(operation.result)) return operation;
  return { ...operation, result: 'failed', errorCode: CALLED_OFF, errorMessage: 'Called off.' };
}
