import { statement } from '../../../kernel/server/contract';

export interface NewPayment {
  documentId: string;
  orderRow: number;
  orderNumber: string;
  method: string;
  currency: string;
  amount: number;
  callbackToken: string;
}

/** Writes a payment to which nothing has happened yet. */
export const insertPayment = statement<[payment: NewPayment], { id: number; created_at: Date }>(
  'payments.insert',
  `INSERT INTO payments (document_id, order_id, order_number, method, state, currency, amount,
                         callback_token, details, created_at, updated_at, published_at)
   SELECT "documentId", "orderRow", "orderNumber", method, 'pending', currency, amount,
          "callbackToken", '{}', now(), now(), now()
     FROM jsonb_to_record($1::jsonb) AS told (
            "documentId" text, "orderRow" int, "orderNumber" text, method text, currency text,
            amount bigint, "callbackToken" text)
   RETURNING id, created_at`,
);
