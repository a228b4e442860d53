import { constraint } from '../../kernel/server/contract';
import { EVERY_TYPE } from './domain/message';

/** Who queues what endpoints want. */
export const QUEUE = 'webhooks.queue';

/**
 * Keeps what the queue listens to at what active endpoints want, in the transaction that changes one,
 * whoever does. They come one after the other, so that the later one sees what the earlier one did.
 */
const narrowing = `
  CREATE OR REPLACE FUNCTION webhooks_narrow() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO narrowed_listeners (name) VALUES ('${QUEUE}') ON CONFLICT DO NOTHING;
    PERFORM FROM narrowed_listeners WHERE name = '${QUEUE}' FOR UPDATE;
    UPDATE narrowed_listeners
       SET events = (SELECT CASE WHEN bool_or(type = '${EVERY_TYPE}') THEN NULL
                                 ELSE coalesce(array_agg(DISTINCT type), '{}') END
                       FROM webhook_endpoints, jsonb_array_elements_text(events) AS type
                      WHERE active)
     WHERE name = '${QUEUE}';
  END $$;
  CREATE OR REPLACE FUNCTION webhooks_endpoint_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM webhooks_narrow();
    RETURN NULL;
  END $$;
  CREATE OR REPLACE TRIGGER webhooks_endpoint_made AFTER INSERT OR DELETE ON webhook_endpoints
    FOR EACH ROW EXECUTE FUNCTION webhooks_endpoint_changed();
  CREATE OR REPLACE TRIGGER webhooks_endpoint_changed AFTER UPDATE OF events, active ON webhook_endpoints
    FOR EACH ROW
    WHEN (OLD.events IS DISTINCT FROM NEW.events OR OLD.active IS DISTINCT FROM NEW.active)
    EXECUTE FUNCTION webhooks_endpoint_changed();
  SELECT webhooks_narrow();`;

/** What the statements of webhooks need beside Strapi's tables. Every statement can be repeated. */
export const tables = [
  constraint(
    'webhook_deliveries',
    'webhook_deliveries_endpoint_present',
    'CHECK (endpoint_id IS NOT NULL)',
  ),
  `CREATE UNIQUE INDEX IF NOT EXISTS webhook_endpoints_document_id_uq
     ON webhook_endpoints (document_id);
   CREATE UNIQUE INDEX IF NOT EXISTS webhook_deliveries_document_id_uq
     ON webhook_deliveries (document_id);
   -- An event is told to an endpoint once.
   CREATE UNIQUE INDEX IF NOT EXISTS webhook_deliveries_sequence_uq
     ON webhook_deliveries (endpoint_id, sequence);
   CREATE INDEX IF NOT EXISTS webhook_deliveries_open_idx
     ON webhook_deliveries (endpoint_id, subject, sequence) WHERE state IN ('waiting', 'sending');
   CREATE INDEX IF NOT EXISTS webhook_deliveries_due_idx
     ON webhook_deliveries (endpoint_id, next_try_at) WHERE state IN ('waiting', 'sending');
   CREATE INDEX IF NOT EXISTS webhook_deliveries_created_at_idx ON webhook_deliveries (created_at);
   -- Whoever sends a message again means the same message. Each address has senders of its own, who
   -- count for themselves.
   CREATE UNIQUE INDEX IF NOT EXISTS webhook_messages_kind_message_uq
     ON webhook_messages (kind, message_id);
   CREATE UNIQUE INDEX IF NOT EXISTS webhook_messages_document_id_uq
     ON webhook_messages (document_id);
   CREATE INDEX IF NOT EXISTS webhook_messages_waiting_idx ON webhook_messages (kind, id)
     WHERE state = 'received';
   CREATE INDEX IF NOT EXISTS webhook_messages_received_at_idx ON webhook_messages (received_at);`,
  narrowing,
].join('\n');

const stamps = ['id', 'document_id', 'created_at', 'updated_at', 'published_at'] as const;

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  webhook_endpoints: [
    ...stamps,
    'url',
    'description',
    'events',
    'active',
    'secret',
    'previous_secret',
    'previous_secret_until',
    'failing_since',
    'off_reason',
  ],
  webhook_deliveries: [
    ...stamps,
    'endpoint_id',
    'type',
    'subject',
    'sequence',
    'state',
    'body',
    'correlation',
    'tries',
    'next_try_at',
    'answer_status',
    'answer_body',
    'error',
    'milliseconds',
    'attempts',
    'last_tried_at',
    'delivered_at',
  ],
  webhook_messages: [
    ...stamps,
    'message_id',
    'kind',
    'state',
    'why',
    'body',
    'changed',
    'tries',
    'received_at',
    'worked_at',
  ],
} as const;
