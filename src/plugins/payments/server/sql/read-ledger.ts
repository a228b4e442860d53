import { statement } from '../../../kernel/server/contract';
import type { LedgerPayment } from '../domain/ledger';

/** The payments of an order with their operations. Read them with the order's row locked. */
export const readLedger = statement<[orderRow: number], { payment: LedgerPayment }>(
  'payments.read_ledger',
  `SELECT jsonb_build_object(
            'row', payment.id, 'documentId', payment.document_id, 'method', payment.method,
            'state', payment.state, 'currency', payment.currency, 'amount', payment.amount,
            'amountAuthorized', payment.amount_authorized,
            'amountCaptured', payment.amount_captured,
            'amountRefunding', payment.amount_refunding,
            'amountRefunded', payment.amount_refunded,
            'reference', payment.reference, 'receipt', payment.receipt,
            'callbackToken', payment.callback_token, 'details', coalesce(payment.details, '{}'),
            'failureCode', payment.failure_code, 'failureMessage', payment.failure_message,
            'review', payment.review,
            'createdAt', to_char(payment.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'capturedAt', to_char(payment.captured_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'operations', done.operations) AS payment
     FROM payments payment
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'row', one.id, 'documentId', one.document_id, 'operation', one.operation,
               'result', one.result, 'amount', one.amount, 'providerId', one.provider_id,
               'errorCode', one.error_code, 'errorMessage', one.error_message,
               'requestKey', one.request_key, 'approval', one.approval, 'tries', one.tries)
               ORDER BY one.id), '[]') AS operations
        FROM payment_operations one
       WHERE one.payment_id = payment.id
    ) done
    WHERE payment.order_id = $1
    ORDER BY payment.id`,
);
