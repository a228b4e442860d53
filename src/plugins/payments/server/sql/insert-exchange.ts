import { statement } from '../../../kernel/server/contract';

/** Keeps a call to a provider and its answer. */
export const insertExchange = statement<
  [
    documentId: string,
    paymentId: string | null,
    provider: string,
    operation: string | null,
    what: string,
    request: string,
    answer: string,
    status: number | null,
    milliseconds: number,
  ],
  never
>(
  'payments.insert_exchange',
  `INSERT INTO payment_exchanges (document_id, payment_id, provider, operation, what, request,
                                  answer, status, milliseconds, at, created_at, updated_at,
                                  published_at)
   VALUES ($1, (SELECT id FROM payments WHERE document_id = $2), $3, $4, left($5, 255), $6::jsonb,
           $7::jsonb, $8, $9, now(), now(), now(), now())`,
);
