import type { Approval, Operation, OperationResult } from '../domain/operations';

/** An operation with what its provider must know of its payment and order. */
export interface OperationRow {
  id: string;
  operation: Operation;
  result: OperationResult;
  amount: number;
  provider_id: string | null;
  error_code: string | null;
  error_message: string | null;
  tries: number;
  requested_by: string | null;
  approval: Approval;
  /** Since it was written. */
  age_seconds: number;
  payment_id: string;
  method: string;
  currency: string;
  payment_amount: number;
  amount_captured: number;
  reference: string | null;
  receipt: string | null;
  callback_token: string;
  details: Record<string, unknown>;
  order_id: string;
  order_number: string;
}

/** What {@link OperationRow} is read from; `one` is the operation. */
export const operationColumns = `
  one.document_id AS id, one.operation, one.result, one.amount, one.provider_id, one.error_code,
  one.error_message, one.tries, one.requested_by, one.approval,
  extract(epoch FROM now() - one.created_at)::float8 AS age_seconds, payment.document_id AS payment_id, payment.method, payment.currency,
  payment.amount AS payment_amount, payment.amount_captured, payment.reference, payment.receipt,
  payment.callback_token, coalesce(payment.details, '{}') AS details,
  orders.document_id AS order_id, orders.number AS order_number`;
