import {
  derived,
  type LedgerOperation,
  type LedgerPayment,
} from '../../src/plugins/payments/server/domain/ledger';
import type {
  Operation,
  OperationResult,
} from '../../src/plugins/payments/server/domain/operations';

let made = 0;

/** An operation of 100, and what a test says otherwise. */
export function operation(
  kind: Operation,
  result: OperationResult,
  change: Partial<LedgerOperation> = {},
): LedgerOperation {
  made += 1;
  return {
    row: made,
    documentId: `operation${made}`,
    operation: kind,
    result,
    amount: 100,
    providerId: null,
    errorCode: null,
    errorMessage: null,
    requestKey: null,
    approval: 'none',
    tries: 1,
    ...change,
  };
}

/** A payment of 100 by M-Pesa with these operations, its amounts and its state as they say. */
export function payment(
  operations: LedgerOperation[],
  change: Partial<LedgerPayment> = {},
): LedgerPayment {
  made += 1;
  return derived({
    row: made,
    documentId: `payment${made}`,
    method: 'mpesa',
    state: 'pending',
    currency: 'KES',
    amount: 100,
    amountAuthorized: 0,
    amountCaptured: 0,
    amountRefunding: 0,
    amountRefunded: 0,
    reference: null,
    receipt: null,
    callbackToken: '00',
    details: {},
    failureCode: null,
    failureMessage: null,
    review: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    capturedAt: null,
    operations,
    ...change,
  });
}
