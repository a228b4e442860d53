import { statement } from '../../../kernel/server/contract';

/** The shop's currency from its settings; no row where they were never saved. */
export const shopCurrency = statement<[], { currency: string }>(
  'catalog.shop_currency',
  `SELECT currency FROM shop_settings WHERE currency IS NOT NULL ORDER BY id LIMIT 1`,
);
