import { constraint } from '../../kernel/server/contract';

/**
 * The room's own table and what the database itself must refuse on Strapi's. A foreign key of
 * Strapi's is set to NULL when its parent goes, so `… IS NOT NULL` is what keeps a variant or a
 * store that has stock from being deleted. Every statement can be repeated.
 */
export const tables = `
  ${constraint('stock_levels', 'stock_levels_variant_present', 'CHECK (variant_id IS NOT NULL)')}
  ${constraint('stock_levels', 'stock_levels_store_present', 'CHECK (store_id IS NOT NULL)')}
  ${constraint('stock_levels', 'stock_levels_variant_store_key', 'UNIQUE (variant_id, store_id)')}
  ${constraint('stock_levels', 'stock_levels_on_hand_range', 'CHECK (on_hand >= 0)')}
  ${constraint('stock_levels', 'stock_levels_reserved_range', 'CHECK (reserved >= 0)')}
  ${constraint(
    'stock_levels',
    'stock_levels_reserved_on_hand',
    'CHECK (backorderable OR reserved <= on_hand)',
  )}
  ${constraint(
    'stock_movements',
    'stock_movements_stock_level_present',
    'CHECK (stock_level_id IS NOT NULL)',
  )}
  -- Room on the page for the new versions of a row that many claims change.
  ALTER TABLE stock_levels SET (fillfactor = 70);

  CREATE TABLE IF NOT EXISTS holds (
    id             text PRIMARY KEY,
    stock_level_id integer NOT NULL REFERENCES stock_levels (id),
    quantity       integer NOT NULL CHECK (quantity > 0),
    state          text NOT NULL CHECK (state IN ('held', 'allocated', 'fulfilled', 'released')),
    expires_at     timestamptz NOT NULL,
    order_id       text,
    order_line_id  text,
    created_at     timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz,
    CHECK ((state IN ('allocated', 'fulfilled')) <= (order_id IS NOT NULL AND order_line_id IS NOT NULL)),
    CHECK ((state IN ('held', 'allocated')) = (ended_at IS NULL))
  );
  CREATE INDEX IF NOT EXISTS holds_expiry_idx
    ON holds (stock_level_id, expires_at) WHERE state = 'held';
  CREATE INDEX IF NOT EXISTS holds_due_idx ON holds (expires_at) WHERE state = 'held';
  CREATE INDEX IF NOT EXISTS holds_allocated_idx
    ON holds (stock_level_id) WHERE state = 'allocated';
  CREATE INDEX IF NOT EXISTS holds_order_idx ON holds (order_id) WHERE order_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS holds_released_idx ON holds (ended_at) WHERE state = 'released';
`;

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  stock_levels: [
    'id',
    'document_id',
    'variant_id',
    'store_id',
    'on_hand',
    'reserved',
    'backorderable',
  ],
  stock_movements: [
    'document_id',
    'stock_level_id',
    'delta',
    'on_hand_after',
    'kind',
    'reason',
    'actor',
    'at',
  ],
  variants: ['id', 'document_id', 'sku', 'allow_backorder'],
  stores: ['id', 'document_id', 'active'],
} as const;
