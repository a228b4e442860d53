import type { Database } from '../../../../kernel/server/contract';
import { readPhone } from '../../domain/phone';
import { shopCountry } from '../../sql/shop-country';

/**
 * A customer's telephone number as it is kept: as E.164 where it can be read, one without a country code
 * as of the shop's own country; else as it was written, for a person can read it all the same.
 */
export async function phoneNumberOf(database: Database, text: string): Promise<string> {
  const international = readPhone(text);
  if (international !== undefined) return international;
  const [shop] = await database.query(shopCountry, []);
  return (shop?.country ? readPhone(text, shop.country) : undefined) ?? text;
}
