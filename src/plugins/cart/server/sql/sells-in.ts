import { statement } from '../../../kernel/server/contract';

/** Whether the shop sells anything in a currency. */
export const sellsIn = statement<[currency: string], { sells: boolean }>(
  'cart.sells_in',
  `SELECT EXISTS (SELECT FROM shop_settings WHERE currency = $1)
       OR EXISTS (SELECT FROM components_catalog_prices WHERE currency = $1) AS sells`,
);
