import { newDocumentId } from '../../kernel/server/contract';

/**
 * Sets the shop up when it first starts, as the operator's settings say; from then on its settings
 * are edited in the admin panel and this changes nothing.
 *
 * @param currency three capital letters, checked where the settings are read
 */
export const firstShopSettings = (currency: string): string => `
  INSERT INTO shop_settings (document_id, shop_name, currency, flat_shipping_rate,
                             confirm_cash_orders, created_at, updated_at, published_at)
  SELECT '${newDocumentId()}', 'Duka', '${currency}', 500, false, now(), now(), now()
   WHERE NOT EXISTS (SELECT FROM shop_settings);
`;

/** A price is looked up by its currency to tell whether the shop sells in it at all. */
export const tables = `
  CREATE INDEX IF NOT EXISTS components_catalog_prices_currency_idx
    ON components_catalog_prices (currency);
`;
