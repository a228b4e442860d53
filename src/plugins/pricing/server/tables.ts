import { constraint, newDocumentId, type Explanation } from '../../kernel/server/contract';

/** Strapi's tables that the rules of pricing are in. Whoever changes one of them starts a new version. */
const RULES = [
  'shop_settings',
  'tax_rates',
  'shipping_zones',
  'shipping_methods',
  'shipping_methods_cmps',
  'components_shipping_rates',
];

/** Flat price of the one way of shipping that a new shop has, in minor units of its currency. */
const FIRST_SHIPPING_PRICE = 500;

/** What a coupon of a type must say, and from how much. */
const TAKEN_OFF_BY = [
  ['percentage', 'percentage', 0],
  ['fixed_amount', 'amount', 0],
  ['buy_x_get_y', 'buy_quantity', 1],
  ['buy_x_get_y', 'get_quantity', 1],
] as const;

/**
 * The room's own tables and what the database itself must refuse on Strapi's. Every statement can be
 * repeated. The ledger of uses is `coupon_redemptions`; `coupons.used_count` and `coupon_customers`
 * are kept in step with it, so that a limit is one look at one row.
 */
export const tables = `
  CREATE TABLE IF NOT EXISTS pricing_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL DEFAULT 1
  );
  CREATE OR REPLACE FUNCTION pricing_new_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE pricing_version SET version = version + 1;
    RETURN NULL;
  END $$;
  ${RULES.map(versioned).join('\n')}

  ${constraint('shipping_methods', 'shipping_methods_zone_present', 'CHECK (zone_id IS NOT NULL)')}
  ${TAKEN_OFF_BY.map(([type, column, least]) =>
    constraint(
      'coupons',
      `coupons_${column}_given`,
      `CHECK (type IS DISTINCT FROM '${type}' OR coalesce(${column}, -1) >= ${least}) NOT VALID`,
    ),
  ).join('\n')}
  -- What stood in the place of these four, and could not say which field was meant.
  ALTER TABLE coupons DROP CONSTRAINT IF EXISTS coupons_say_what_they_take_off;
  ${constraint('coupons', 'coupons_end_after_start', 'CHECK (ends_at > starts_at) NOT VALID')}
  CREATE UNIQUE INDEX IF NOT EXISTS coupons_code_in_any_case_uq ON coupons (upper(code));

  CREATE TABLE IF NOT EXISTS coupon_redemptions (
    coupon_id     integer NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    -- Document id of the order.
    order_id      text NOT NULL,
    customer_keys text[] NOT NULL,
    returned_at   timestamptz,
    PRIMARY KEY (coupon_id, order_id)
  );
  CREATE INDEX IF NOT EXISTS coupon_redemptions_order_id_idx ON coupon_redemptions (order_id);

  CREATE TABLE IF NOT EXISTS coupon_customers (
    coupon_id    integer NOT NULL REFERENCES coupons (id) ON DELETE CASCADE,
    customer_key text NOT NULL,
    used         integer NOT NULL CHECK (used >= 0),
    PRIMARY KEY (coupon_id, customer_key)
  );

  -- Whether the shop sells in a currency at all.
  CREATE INDEX IF NOT EXISTS components_catalog_prices_currency_idx
    ON components_catalog_prices (currency);
`;

/** For each row, not each statement: Strapi's start runs some that find nothing to change. */
function versioned(table: string): string {
  return `
  DO $trigger$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = '${table}'::regclass
                                            AND tgname = 'pricing_new_version') THEN
      CREATE TRIGGER pricing_new_version AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION pricing_new_version();
    END IF;
  END $trigger$;`;
}

/**
 * Sets the shop up when it first starts, as the operator's settings say, with one way of shipping to
 * everywhere; from then on all of it is edited in the admin panel and this changes nothing.
 *
 * @param currency three capital letters, checked where the settings are read
 */
export const firstRules = (currency: string): string => `
  INSERT INTO shop_settings (document_id, shop_name, currency, confirm_cash_orders, created_at,
                             updated_at, published_at)
  SELECT '${newDocumentId()}', 'Duka', '${currency}', false, now(), now(), now()
   WHERE NOT EXISTS (SELECT FROM shop_settings);

  WITH zone AS (
    INSERT INTO shipping_zones (document_id, name, countries, regions, postal_prefixes, created_at,
                                updated_at, published_at)
    SELECT '${newDocumentId()}', 'Everywhere', '[]', '[]', '[]', now(), now(), now()
     WHERE NOT EXISTS (SELECT FROM pricing_version)
    RETURNING id),
  method AS (
    INSERT INTO shipping_methods (document_id, code, name, zone_id, active, position, created_at,
                                  updated_at, published_at)
    SELECT '${newDocumentId()}', 'standard', 'Delivery', id, true, 0, now(), now(), now() FROM zone
    RETURNING id),
  rate AS (
    INSERT INTO components_shipping_rates (currency, price)
    SELECT currency, ${FIRST_SHIPPING_PRICE} FROM method CROSS JOIN shop_settings
    RETURNING id)
  INSERT INTO shipping_methods_cmps (entity_id, cmp_id, component_type, field, "order")
  SELECT method.id, rate.id, 'shipping.rate', 'rates', 1 FROM method CROSS JOIN rate;

  INSERT INTO pricing_version DEFAULT VALUES ON CONFLICT DO NOTHING;
`;

/** What staff are told who run into one of these constraints, in the panel too. */
export const explanations: Readonly<Record<string, Explanation>> = {
  shipping_methods_zone_present: {
    code: 'IN_USE',
    field: 'zone',
    message: 'A shipping method needs a zone. Give it another one, or take it away first.',
  },
  coupons_percentage_given: {
    code: 'VALIDATION_FAILED',
    field: 'percentage',
    message: 'must be given for a coupon of this type',
  },
  coupons_amount_given: {
    code: 'VALIDATION_FAILED',
    field: 'amount',
    message: 'must be given for a coupon of this type',
  },
  coupons_buy_quantity_given: {
    code: 'VALIDATION_FAILED',
    field: 'buyQuantity',
    message: 'must be given for a coupon of this type, from 1',
  },
  coupons_get_quantity_given: {
    code: 'VALIDATION_FAILED',
    field: 'getQuantity',
    message: 'must be given for a coupon of this type, from 1',
  },
  coupons_end_after_start: {
    code: 'VALIDATION_FAILED',
    field: 'endsAt',
    message: 'must be after startsAt',
  },
  coupons_code_in_any_case_uq: {
    code: 'ALREADY_EXISTS',
    field: 'code',
    message: 'There is a coupon with this code already.',
  },
};

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  shop_settings: [
    'currency',
    'currencies',
    'country',
    'prices_include_tax',
    'tax_rounding',
    'shipping_tax_class',
    'round_total_to',
    'confirm_cash_orders',
  ],
  tax_rates: ['name', 'tax_class', 'rate', 'countries', 'regions', 'postal_prefixes'],
  shipping_zones: ['document_id', 'name', 'countries', 'regions', 'postal_prefixes'],
  shipping_methods: ['document_id', 'code', 'name', 'zone_id', 'active', 'position'],
  shipping_methods_cmps: ['entity_id', 'cmp_id', 'component_type', 'field', 'order'],
  components_shipping_rates: [
    'currency',
    'price',
    'free_from',
    'minimum_amount',
    'below_amount',
    'minimum_weight',
    'below_weight',
  ],
  coupons: [
    'document_id',
    'code',
    'type',
    'active',
    'percentage',
    'amount',
    'currency',
    'buy_quantity',
    'get_quantity',
    'minimum_amount',
    'maximum_discount',
    'starts_at',
    'ends_at',
    'usage_limit',
    'usage_limit_per_customer',
    'used_count',
    'first_order_only',
    'combinable',
  ],
  coupons_products_lnk: ['coupon_id', 'product_id'],
  coupons_categories_lnk: ['coupon_id', 'category_id'],
  coupons_collections_lnk: ['coupon_id', 'collection_id'],
  coupons_stores_lnk: ['coupon_id', 'store_id'],
  products: ['document_id', 'published_at'],
  products_categories_lnk: ['product_id', 'category_id'],
  products_collections_lnk: ['product_id', 'collection_id'],
  categories_parent_lnk: ['category_id', 'inv_category_id'],
  orders: ['document_id', 'state', 'customer_id', 'email'],
  components_catalog_prices: ['currency', 'price'],
} as const;
