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
  -- What is told of a mail without our own name for it.
  CREATE INDEX IF NOT EXISTS notification_messages_provider_id_idx
    ON notification_messages (provider_id) WHERE provider_id IS NOT NULL;
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
  CREATE TABLE IF NOT EXISTS low_stock (
    id             bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    stock_level_id integer PRIMARY KEY REFERENCES stock_levels (id) ON DELETE CASCADE
  );

  -- Stock that is to be looked at: of a variant at one store, or at all. Rows are only added, never
  -- changed, so who notes something waits for nobody, and a note that is made while another is looked at
  -- stays.
  CREATE TABLE IF NOT EXISTS stock_looks (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stock_level_id integer,
    variant_id     integer,
    CHECK (num_nonnulls(stock_level_id, variant_id) = 1)
  );

  -- Stock is noted in the transaction that takes it past a threshold, or from nothing to something that
  -- somebody waits for, whichever statement does that. All stock rows cannot be compared every time, there
  -- are as many as stores times SKUs; and no index may help to find the low ones, for one on what is
  -- reserved would have every claim write to it, and its row move on the page. What nobody has to be told
  -- of costs a claim one look at its variant.
  CREATE OR REPLACE FUNCTION notifications_note_stock() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    was  integer := coalesce(OLD.on_hand - OLD.reserved, 0);
    free integer := NEW.on_hand - NEW.reserved;
    goods record;
  BEGIN
    SELECT sku, low_stock_threshold AS threshold INTO goods FROM variants WHERE id = NEW.variant_id;
    IF (was > goods.threshold AND free <= goods.threshold)
       OR (was <= goods.threshold AND free > goods.threshold
           AND EXISTS (SELECT FROM low_stock WHERE stock_level_id = NEW.id))
       OR (was <= 0 AND free > 0
           AND EXISTS (SELECT FROM notification_stock_subscriptions
                        WHERE sku = goods.sku AND state = 'waiting' AND wish = 'backInStock'))
    THEN
      INSERT INTO stock_looks (stock_level_id) VALUES (NEW.id);
    END IF;
    RETURN NULL;
  END $$;
  CREATE OR REPLACE TRIGGER notifications_stock_changed
    AFTER UPDATE OF on_hand, reserved ON stock_levels FOR EACH ROW
    WHEN (OLD.on_hand - OLD.reserved <> NEW.on_hand - NEW.reserved)
    EXECUTE FUNCTION notifications_note_stock();
  CREATE OR REPLACE TRIGGER notifications_stock_opened
    AFTER INSERT ON stock_levels FOR EACH ROW WHEN (NEW.on_hand > 0)
    EXECUTE FUNCTION notifications_note_stock();

  -- Another threshold, or goods that are sold again, are looked at in all stores.
  CREATE OR REPLACE FUNCTION notifications_note_variant() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO stock_looks (variant_id) VALUES (NEW.id);
    RETURN NULL;
  END $$;
  CREATE OR REPLACE TRIGGER notifications_variant_changed
    AFTER UPDATE OF low_stock_threshold, active ON variants FOR EACH ROW
    WHEN (OLD.low_stock_threshold IS DISTINCT FROM NEW.low_stock_threshold
          OR OLD.active IS DISTINCT FROM NEW.active)
    EXECUTE FUNCTION notifications_note_variant();

  -- A store that opens again has what people may wait for.
  CREATE OR REPLACE FUNCTION notifications_note_store() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO stock_looks (variant_id)
    SELECT DISTINCT variant.id
      FROM notification_stock_subscriptions wish
      JOIN variants variant ON variant.sku = wish.sku
     WHERE wish.wish = 'backInStock' AND wish.state = 'waiting'
       AND (wish.store_id IS NULL OR wish.store_id = NEW.document_id);
    RETURN NULL;
  END $$;
  CREATE OR REPLACE TRIGGER notifications_store_opened
    AFTER UPDATE OF active ON stores FOR EACH ROW WHEN (NEW.active AND NOT OLD.active)
    EXECUTE FUNCTION notifications_note_store();
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
    'doubts',
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
  stores: ['id', 'document_id', 'name', 'active'],
  stock_levels: ['id', 'variant_id', 'store_id', 'on_hand', 'reserved'],
  orders: ['id', 'document_id', 'customer_id', 'email', 'phone'],
  up_users: ['id', 'email', 'first_name'],
} as const;
