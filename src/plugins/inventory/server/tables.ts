import { constraint, type Explanation } from '../../kernel/server/contract';

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

  -- Backorder is the variant's wish and each stock row's rule. It is kept by the database because
  -- variants are also written from below this room, by the import.
  CREATE OR REPLACE FUNCTION inventory_take_backorder() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.backorderable := coalesce(
      (SELECT allow_backorder FROM variants WHERE id = NEW.variant_id), false);
    RETURN NEW;
  END $$;
  CREATE OR REPLACE FUNCTION inventory_pass_backorder() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM stock_levels WHERE variant_id = NEW.id ORDER BY id FOR NO KEY UPDATE;
    UPDATE stock_levels SET backorderable = NEW.allow_backorder WHERE variant_id = NEW.id;
    RETURN NULL;
  END $$;
  DO $triggers$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'stock_levels'::regclass
                                            AND tgname = 'inventory_take_backorder') THEN
      CREATE TRIGGER inventory_take_backorder BEFORE INSERT OR UPDATE OF backorderable
        ON stock_levels FOR EACH ROW EXECUTE FUNCTION inventory_take_backorder();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'variants'::regclass
                                            AND tgname = 'inventory_pass_backorder') THEN
      CREATE TRIGGER inventory_pass_backorder AFTER UPDATE OF allow_backorder
        ON variants FOR EACH ROW WHEN (OLD.allow_backorder IS DISTINCT FROM NEW.allow_backorder)
        EXECUTE FUNCTION inventory_pass_backorder();
    END IF;
  END $triggers$;

  CREATE TABLE IF NOT EXISTS holds (
    id             text PRIMARY KEY,
    stock_level_id integer NOT NULL REFERENCES stock_levels (id),
    quantity       integer NOT NULL CHECK (quantity > 0),
    state          text NOT NULL CHECK (state IN ('held', 'allocated', 'fulfilled', 'released')),
    expires_at     timestamptz NOT NULL,
    order_id       text,
    order_line_id  text,
    -- Of goods that had left, how many came back.
    returned       integer NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz,
    CHECK ((state IN ('allocated', 'fulfilled')) <= (order_id IS NOT NULL AND order_line_id IS NOT NULL)),
    CHECK ((state IN ('held', 'allocated')) = (ended_at IS NULL))
  );
  ${constraint('holds', 'holds_returned_range', 'CHECK (returned BETWEEN 0 AND quantity)')}
  CREATE INDEX IF NOT EXISTS holds_expiry_idx
    ON holds (stock_level_id, expires_at) WHERE state = 'held';
  CREATE INDEX IF NOT EXISTS holds_due_idx ON holds (expires_at) WHERE state = 'held';
  CREATE INDEX IF NOT EXISTS holds_order_idx ON holds (order_id) WHERE order_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS holds_released_idx ON holds (ended_at) WHERE state = 'released';
`;

/** What a caller is told who runs into one of these constraints, in the panel too. */
export const explanations: Readonly<Record<string, Explanation>> = {
  stock_levels_variant_present: {
    code: 'IN_USE',
    field: 'variant',
    message: 'A store has stock of this variant, or has had some. Mark it inactive instead.',
  },
  stock_levels_store_present: {
    code: 'IN_USE',
    field: 'store',
    message: 'This store has stock, or has had some. Mark it inactive instead.',
  },
  stock_levels_variant_store_key: {
    code: 'ALREADY_EXISTS',
    field: 'variant',
    message: 'This store has a stock level of this variant already. Change that one.',
  },
  stock_levels_on_hand_range: {
    code: 'VALIDATION_FAILED',
    field: 'onHand',
    message: 'must not be below 0',
  },
  stock_levels_reserved_range: {
    code: 'VALIDATION_FAILED',
    field: 'reserved',
    message: 'must not be below 0',
  },
  stock_levels_reserved_on_hand: {
    code: 'BELOW_RESERVED',
    field: 'reserved',
    message:
      'More of this variant is reserved than a store has. Backorder can be turned off when those orders have been served.',
  },
  stock_movements_stock_level_present: {
    code: 'IN_USE',
    field: 'stockLevel',
    message: 'This stock level has a history. Set what is on hand to 0 instead.',
  },
  holds_stock_level_id_fkey: {
    code: 'IN_USE',
    message:
      'Some of this stock is held in a cart or was ordered. Set what is on hand to 0 instead.',
  },
};

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
    'sku',
    'store_name',
    'delta',
    'on_hand_after',
    'kind',
    'reason',
    'actor',
    'at',
  ],
  variants: ['id', 'document_id', 'sku', 'allow_backorder'],
  stores: ['id', 'document_id', 'name', 'active'],
} as const;
