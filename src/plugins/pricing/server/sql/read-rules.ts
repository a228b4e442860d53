import { statement } from '../../../kernel/server/contract';
import type { ShippingRate } from '../domain/shipping-offers';
import type { TaxClass, TaxRate, TaxSettings } from '../domain/tax';

/** A list that staff left empty may be NULL. */
export interface AreaJson {
  countries: string[] | null;
  regions: string[] | null;
  postalPrefixes: string[] | null;
}

export interface RulesRow {
  version: number;
  country: string | null;
  prices_include_tax: boolean;
  tax_rounding: TaxSettings['taxRounding'];
  shipping_tax_class: TaxClass;
  currency: string;
  round_total_to: number;
  tax_rates: (Omit<TaxRate, 'area'> & AreaJson)[];
  shipping_methods: ({ code: string; name: string; rates: ShippingRate[] } & AreaJson)[];
}

/** Reads all rules of pricing with their version, as they are at one moment. */
export const readRules = statement<[], RulesRow>(
  'pricing.read_rules',
  `SELECT pricing_version.version, nullif(shop.country, '') AS country, shop.prices_include_tax,
          shop.tax_rounding, shop.shipping_tax_class, shop.currency,
          coalesce(shop.round_total_to, 1) AS round_total_to, taxes.tax_rates,
          methods.shipping_methods
     FROM pricing_version
    CROSS JOIN (SELECT * FROM shop_settings LIMIT 1) shop
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'name', rate.name, 'taxClass', rate.tax_class,
               'rate', round(rate.rate::numeric * 10000)::int, 'countries', rate.countries,
               'regions', rate.regions, 'postalPrefixes', rate.postal_prefixes)
               ORDER BY rate.id), '[]') AS tax_rates
        FROM tax_rates rate
    ) taxes
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
               'code', method.code, 'name', method.name, 'rates', priced.rates,
               'countries', zone.countries, 'regions', zone.regions,
               'postalPrefixes', zone.postal_prefixes)
               ORDER BY method.position, method.id), '[]') AS shipping_methods
        FROM shipping_methods method
        JOIN shipping_zones zone ON zone.id = method.zone_id
       CROSS JOIN LATERAL (
         SELECT coalesce(jsonb_agg(jsonb_build_object(
                  'currency', rate.currency, 'price', rate.price, 'freeFrom', rate.free_from,
                  'minimumAmount', rate.minimum_amount, 'belowAmount', rate.below_amount,
                  'minimumWeight', rate.minimum_weight, 'belowWeight', rate.below_weight)
                  ORDER BY part."order"), '[]') AS rates
           FROM shipping_methods_cmps part
           JOIN components_shipping_rates rate ON rate.id = part.cmp_id
          WHERE part.entity_id = method.id AND part.field = 'rates'
            AND part.component_type = 'shipping.rate'
       ) priced
       WHERE method.active
    ) methods`,
);
