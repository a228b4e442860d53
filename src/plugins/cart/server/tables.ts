/**
 * The cart's own tables. `reserved_until` of a line repeats what its hold says (only the cart gives
 * holds of lines their life), so that a cart is read without a look into the inventory's tables.
 * Every statement can be repeated.
 */
export const tables = `
  CREATE TABLE IF NOT EXISTS carts (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id        text NOT NULL UNIQUE,
    status           text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    customer_id      integer REFERENCES up_users (id) ON DELETE CASCADE,
    currency         text NOT NULL,
    email            text,
    delivery_type    text CHECK (delivery_type IN ('delivery', 'pickup')),
    store_id         integer REFERENCES stores (id) ON DELETE SET NULL,
    latitude         double precision,
    longitude        double precision,
    shipping_address jsonb,
    shipping_method  text,
    coupon_codes     text[] NOT NULL DEFAULT '{}',
    -- Grows with every change, so that a call that waited for the row knows that it did.
    version          integer NOT NULL DEFAULT 0,
    -- What a join of carts could not bring along, until the shopper has been told.
    adjustments      jsonb,
    -- Whether all its goods have been looked for together since a line was put in or changed.
    sourced          boolean NOT NULL DEFAULT false,
    -- The address of origin of the last change, where holds are limited by it.
    origin           text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS carts_origin_idx
    ON carts (origin, expires_at) WHERE status = 'open' AND origin IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS carts_open_customer_uq
    ON carts (customer_id) WHERE status = 'open';
  CREATE INDEX IF NOT EXISTS carts_customer_id_idx ON carts (customer_id);
  CREATE INDEX IF NOT EXISTS carts_expires_at_idx ON carts (expires_at);

  CREATE TABLE IF NOT EXISTS cart_lines (
    id             text PRIMARY KEY,
    position       bigint GENERATED ALWAYS AS IDENTITY,
    cart_id        bigint NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    variant_id     integer NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    store_id       integer NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
    quantity       integer NOT NULL CHECK (quantity > 0),
    hold_id        text NOT NULL,
    reserved_until timestamptz NOT NULL,
    -- The unit price that the shopper agreed to by adding or changing the line, and the one that they
    -- were shown last.
    seen_price     bigint,
    told_price     bigint,
    created_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (cart_id, variant_id, store_id)
  );
  CREATE INDEX IF NOT EXISTS cart_lines_variant_id_idx ON cart_lines (variant_id);
  CREATE INDEX IF NOT EXISTS cart_lines_store_id_idx ON cart_lines (store_id);
`;

/** The columns of Strapi's tables that this room's statements read. */
export const neededColumns = {
  variants: ['id', 'sku', 'title', 'options', 'price', 'weight', 'active', 'position'],
  products: ['id', 'document_id', 'slug', 'name', 'tax_class', 'published_at'],
  variants_product_lnk: ['variant_id', 'product_id'],
  variants_cmps: ['entity_id', 'cmp_id', 'field', 'component_type', 'order'],
  components_catalog_prices: ['currency', 'price'],
  stores: ['id', 'document_id', 'active', 'pickup', 'delivery', 'country', 'region', 'postal_code'],
  shop_settings: [
    'currency',
    'currencies',
    'confirm_cash_orders',
    'sourcing',
    'hold_minutes',
    'hold_ceiling_minutes',
    'most_lines_per_cart',
    'most_units_per_sku',
    'most_units_per_sku_and_address',
    'most_lines_per_address',
  ],
  up_users: ['id', 'email'],
} as const;
