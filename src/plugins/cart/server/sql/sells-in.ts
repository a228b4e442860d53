import { statement } from '../../../kernel/server/contract';

/**
 * Whether the shop sells in a currency: its own, and those that its settings name; where they name
 * none, every one that something has a price in.
 */
export const sellsIn = statement<[currency: string], { sells: boolean }>(
  'cart.sells_in',
  `SELECT CASE WHEN currency = $1 THEN true
               WHEN jsonb_array_length(coalesce(currencies, '[]')) > 0 THEN currencies ? $1
               ELSE EXISTS (SELECT FROM components_catalog_prices price WHERE price.currency = $1)
          END AS sells
     FROM shop_settings
    LIMIT 1`,
);
