import { statement } from '../../../kernel/server/contract';

/** The content types that hold what the shop reckons by. */
export const RULE_TYPES = [
  'shop-settings',
  'tax-rate',
  'shipping-zone',
  'shipping-method',
] as const;

/** One row where there is such a document. */
export const ruleExists = statement<
  [type: (typeof RULE_TYPES)[number], documentId: string],
  { id: number }
>(
  'pricing.rule_exists',
  `SELECT id FROM shop_settings WHERE $1 = 'shop-settings' AND document_id = $2
   UNION ALL SELECT id FROM tax_rates WHERE $1 = 'tax-rate' AND document_id = $2
   UNION ALL SELECT id FROM shipping_zones WHERE $1 = 'shipping-zone' AND document_id = $2
   UNION ALL SELECT id FROM shipping_methods WHERE $1 = 'shipping-method' AND document_id = $2`,
);
