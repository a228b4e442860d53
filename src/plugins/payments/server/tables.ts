import { constraint } from '../../kernel/server/contract';

/**
 * What the database itself must refuse on the tables of payments, and what their statements need.
 * Every statement can be repeated.
 */
export const tables = [
  constraint('payments', 'payments_order_present', 'CHECK (order_id IS NOT NULL)'),
  // Twenty refunds at once cannot give back more than came in.
  constraint(
    'payments',
    'payments_refunds_within_captured',
    `CHECK (amount_refunded >= 0 AND amount_refunding >= 0
            AND amount_refunded + amount_refunding <= amount_captured)`,
  ),
  constraint(
    'payment_operations',
    'payment_operations_payment_present',
    'CHECK (payment_id IS NOT NULL)',
  ),
  constraint('payment_operations', 'payment_operations_amount_range', 'CHECK (amount >= 0)'),
  `CREATE UNIQUE INDEX IF NOT EXISTS payments_document_id_uq ON payments (document_id);
   -- What a provider calls a payment, and the money of it, is of one payment alone.
   CREATE UNIQUE INDEX IF NOT EXISTS payments_reference_uq
     ON payments (method, reference) WHERE reference IS NOT NULL;
   CREATE UNIQUE INDEX IF NOT EXISTS payments_receipt_uq
     ON payments (method, receipt) WHERE receipt IS NOT NULL;
   CREATE INDEX IF NOT EXISTS payments_created_at_idx ON payments (created_at);
   CREATE INDEX IF NOT EXISTS payments_open_idx
     ON payments (order_id) WHERE state IN ('pending', 'failed', 'authorized');
   CREATE UNIQUE INDEX IF NOT EXISTS payment_operations_document_id_uq
     ON payment_operations (document_id);
   CREATE INDEX IF NOT EXISTS payment_operations_due_idx
     ON payment_operations (next_check_at) WHERE next_check_at IS NOT NULL;
   CREATE UNIQUE INDEX IF NOT EXISTS payment_messages_event_uq
     ON payment_messages (provider, event_id);
   CREATE UNIQUE INDEX IF NOT EXISTS payment_messages_document_id_uq
     ON payment_messages (document_id);
   CREATE INDEX IF NOT EXISTS payment_messages_waiting_idx
     ON payment_messages (next_try_at) WHERE next_try_at IS NOT NULL;`,
  // One access token of a provider for all processes.
  `CREATE TABLE IF NOT EXISTS payment_access_tokens (
     provider      text PRIMARY KEY,
     token         text,
     expires_at    timestamptz,
     renewed_until timestamptz
   );`,
].join('\n');

const stamps = ['document_id', 'created_at', 'updated_at', 'published_at'] as const;

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  orders: [
    'id',
    'document_id',
    'number',
    'state',
    'payment_status',
    'payment_method',
    'placed_at',
    'total',
    'amount_paid',
  ],
  shop_settings: ['hold_minutes', 'hold_ceiling_minutes'],
  payments: [
    ...stamps,
    'order_id',
    'order_number',
    'method',
    'state',
    'currency',
    'amount',
    'amount_authorized',
    'amount_captured',
    'amount_refunding',
    'amount_refunded',
    'reference',
    'receipt',
    'callback_token',
    'details',
    'failure_code',
    'failure_message',
    'review',
    'looked_into',
    'dispute',
    'disputes',
    'due_at',
    'captured_at',
  ],
  payment_operations: [
    ...stamps,
    'payment_id',
    'operation',
    'result',
    'currency',
    'amount',
    'provider_id',
    'error_code',
    'error_message',
    'reason',
    'requested_by',
    'request_key',
    'approval',
    'approved_by',
    'goods',
    'tries',
    'next_check_at',
    'decided_at',
    'summary',
  ],
  payment_exchanges: [
    ...stamps,
    'payment_id',
    'provider',
    'operation',
    'what',
    'request',
    'answer',
    'status',
    'milliseconds',
    'at',
  ],
  payment_messages: [
    ...stamps,
    'payment_id',
    'provider',
    'event_id',
    'type',
    'state',
    'why',
    'verified_by',
    'body',
    'params',
    'content',
    'tries',
    'next_try_at',
    'received_at',
    'worked_at',
  ],
} as const;
