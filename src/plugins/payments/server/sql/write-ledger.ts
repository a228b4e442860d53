import { statement } from '../../../kernel/server/contract';
import type { LedgerOperation, LedgerPayment } from '../domain/ledger';

/** An operation as it is written. */
export interface WrittenOperation extends Omit<LedgerOperation, 'row'> {
  paymentId: string;
  currency: string;
  /** Seconds until somebody asks about it; null for never. */
  checkIn: number | null;
  /** Why it was asked for, and by whom; kept as they are where they are null. */
  reason: string | null;
  requestedBy: string | null;
  goods: object | null;
  /** One line for lists of the panel. */
  summary: string;
}

/**
 * Writes payments that are there, and operations of theirs, new ones too. Their order's row is locked.
 */
export const writeLedger = statement<
  [written: { payments: Omit<LedgerPayment, 'operations'>[]; operations: WrittenOperation[] }],
  never
>(
  'payments.write_ledger',
  `WITH kept AS (
     UPDATE payments payment
        SET state = told.state, amount_authorized = told."amountAuthorized",
            amount_captured = told."amountCaptured", amount_refunding = told."amountRefunding",
            amount_refunded = told."amountRefunded", reference = told.reference,
            receipt = told.receipt, details = told.details, failure_code = told."failureCode",
            failure_message = told."failureMessage", review = told.review,
            captured_at = CASE WHEN told."amountCaptured" > 0
                               THEN coalesce(payment.captured_at, now()) END,
            updated_at = now()
       FROM jsonb_to_recordset($1::jsonb -> 'payments') AS told (
              row int, state text, "amountAuthorized" bigint, "amountCaptured" bigint,
              "amountRefunding" bigint, "amountRefunded" bigint, reference text, receipt text,
              details jsonb, "failureCode" text, "failureMessage" text, review text)
      WHERE payment.id = told.row
   )
   INSERT INTO payment_operations AS one (
     document_id, payment_id, operation, result, currency, amount, provider_id, error_code,
     error_message, reason, requested_by, request_key, approval, goods, tries, next_check_at,
     decided_at, summary, created_at, updated_at, published_at)
   SELECT told."documentId", payment.id, told.operation, told.result, told.currency, told.amount,
          told."providerId", told."errorCode", told."errorMessage", told.reason,
          told."requestedBy", told."requestKey", told.approval, told.goods, told.tries,
          now() + make_interval(secs => told."checkIn"),
          CASE WHEN told.result IN ('succeeded', 'failed') THEN now() END, told.summary,
          now(), now(), now()
     FROM jsonb_to_recordset($1::jsonb -> 'operations') AS told (
            "documentId" text, "paymentId" text, operation text, result text, currency text,
            amount bigint, "providerId" text, "errorCode" text, "errorMessage" text, reason text,
            "requestedBy" text, "requestKey" text, approval text, goods jsonb, tries int,
            "checkIn" float8, summary text)
     JOIN payments payment ON payment.document_id = told."paymentId"
   ON CONFLICT (document_id) DO UPDATE
      SET result = excluded.result, provider_id = excluded.provider_id,
          error_code = excluded.error_code, error_message = excluded.error_message,
          approval = excluded.approval, next_check_at = excluded.next_check_at,
          decided_at = CASE WHEN excluded.result IN ('succeeded', 'failed')
                            THEN coalesce(one.decided_at, now()) END,
          summary = excluded.summary, updated_at = now()`,
);
