import { KNOWLEDGE } from './domain/delivery';

/**
 * What keeps a message from being there twice, and what the statements need. Every statement can be
 * repeated.
 */
export const tables = `
  CREATE UNIQUE INDEX IF NOT EXISTS notification_messages_document_id_uq
    ON notification_messages (document_id);
  -- One of a kind, on one way, to one recipient, of one event.
  CREATE UNIQUE INDEX IF NOT EXISTS notification_messages_dedupe_key_uq
    ON notification_messages (dedupe_key);
  CREATE INDEX IF NOT EXISTS notification_messages_queued_at_idx
    ON notification_messages (queued_at);
  CREATE INDEX IF NOT EXISTS notification_messages_recipient_idx
    ON notification_messages (lower(recipient));
  CREATE INDEX IF NOT EXISTS notification_messages_carts_idx
    ON notification_messages (event_id) WHERE kind = 'abandonedCart';
  CREATE UNIQUE INDEX IF NOT EXISTS notification_templates_key_uq
    ON notification_templates (kind, channel, language);
  CREATE UNIQUE INDEX IF NOT EXISTS notification_preferences_email_uq
    ON notification_preferences (lower(email));
  CREATE UNIQUE INDEX IF NOT EXISTS notification_preferences_document_id_uq
    ON notification_preferences (document_id);
  -- Nobody is told the same thing twice because they have asked twice.
  CREATE UNIQUE INDEX IF NOT EXISTS notification_stock_subscriptions_waiting_uq
    ON notification_stock_subscriptions (wish, sku, lower(email), coalesce(store_id, ''))
    WHERE state = 'waiting';
  CREATE INDEX IF NOT EXISTS notification_stock_subscriptions_sku_idx
    ON notification_stock_subscriptions (sku) WHERE state = 'waiting';
  CREATE INDEX IF NOT EXISTS notification_stock_subscriptions_email_idx
    ON notification_stock_subscriptions (lower(email));

  -- Browsers that asked to be told: of a customer's orders, or of one order.
  CREATE TABLE IF NOT EXISTS push_subscriptions (
    endpoint    text PRIMARY KEY,
    p256dh      text NOT NULL,
    auth        text NOT NULL,
    customer_id integer REFERENCES up_users (id) ON DELETE CASCADE,
    order_id    text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CHECK ((customer_id IS NULL) <> (order_id IS NULL))
  );
  CREATE INDEX IF NOT EXISTS push_subscriptions_customer_id_idx ON push_subscriptions (customer_id);
  CREATE INDEX IF NOT EXISTS push_subscriptions_order_id_idx ON push_subscriptions (order_id);

  -- What SendGrid has told, each event once, however often it tells it.
  CREATE TABLE IF NOT EXISTS sendgrid_events (
    event_id   text PRIMARY KEY,
    message_id text,
    type       text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX IF NOT EXISTS sendgrid_events_at_idx ON sendgrid_events (at);

  -- Goods whose low stock staff have been told of; gone when there is enough again.
  CREATE TABLE IF NOT EXISTS low_stock_told (
    sku      text NOT NULL,
    store_id text NOT NULL,
    told_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sku, store_id)
  );
`;

/** The rank of a state in SQL, from the table of the domain. */
export const knowledgeOf = (column: string): string =>
  `CASE ${column} ${Object.entries(KNOWLEDGE)
    .map(([state, rank]) => `WHEN '${state}' THEN ${rank}`)
    .join(' ')} END`;

const stamps = ['document_id', 'created_at', 'updated_at', 'published_at'] as const;

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  notification_messages: [
    ...stamps,
    'kind',
    'channel',
    'recipient',
    'recipient_shown',
    'language',
    'subject',
    'event',
    'event_id',
    'dedupe_key',
    'parameters',
    'state',
    'error',
    'template_fault',
    'provider',
    'provider_id',
    'attempts',
    'lease_until',
    'not_before',
    'queued_at',
    'sent_at',
  ],
  notification_templates: [
    ...stamps,
    'kind',
    'channel',
    'language',
    'subject',
    'text',
    'html',
    'fault',
    'fault_at',
    'shipped',
  ],
  notification_settings: [
    'sender_name',
    'reply_to',
    'language',
    'time_zone',
    'quiet_from',
    'quiet_until',
    'staff_recipients',
    'abandoned_cart_minutes',
  ],
  notification_settings_cmps: ['entity_id', 'cmp_id', 'component_type', 'field'],
  notification_preferences: [
    ...stamps,
    'email',
    'email_shown',
    'language',
    'abandoned_cart',
    'back_in_stock',
    'price_drop',
    'suppressed',
    'suppressed_at',
  ],
  notification_stock_subscriptions: [
    ...stamps,
    'wish',
    'sku',
    'store_id',
    'email',
    'email_shown',
    'language',
    'currency',
    'price_before',
    'state',
    'told_at',
  ],
  shop_settings: ['shop_name', 'currency'],
  variants: ['id', 'document_id', 'sku', 'title', 'price', 'low_stock_threshold', 'active'],
  variants_product_lnk: ['variant_id', 'product_id'],
  products: ['id', 'document_id', 'name', 'slug', 'published_at'],
  stores: ['id', 'document_id', 'name'],
  order_histories: ['order_id', 'kind', 'to'],
  orders: ['id', 'document_id', 'customer_id', 'email', 'phone'],
  up_users: ['id', 'email', 'first_name'],
} as const;
