import { invalid, type Database } from '../../../kernel/server/contract';
import { readPhone } from '../domain/phone';
import { shopCountry } from '../sql/shop-country';

/**
 * A customer's telephone number as E.164. One without a country code is of the shop's own country.
 *
 * @throws Refusal VALIDATION_FAILED, naming `phone`
 */
export async function phoneNumberOf(database: Database, text: string): Promise<string> {
  const international = readPhone(text);
  if (international !== undefined) return international;
  const [shop] = await database.query(shopCountry, []);
  const local = shop?.country ? readPhone(text, shop.country) : undefined;
  if (local !== undefined) return local;
  const message = 'must be a telephone number with its country code, such as +254700000000';
  throw invalid([{ path: ['phone'], message }]);
}
