import { statement } from '../../../kernel/server/contract';

/** Where the shop is, ISO 3166-1 alpha-2; null where nobody has said. */
export const shopCountry = statement<[], { country: string | null }>(
  'accounts.shop_country',
  'SELECT country FROM shop_settings ORDER BY id LIMIT 1',
);
