import { statement } from '../../../kernel/server/contract';

/** The shop's terms, for who has no cart yet. */
export const readShop = statement<[], { currency: string; flat_shipping_rate: number }>(
  'cart.read_shop',
  `SELECT currency, flat_shipping_rate FROM shop_settings LIMIT 1`,
);
