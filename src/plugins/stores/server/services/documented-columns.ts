import { placeColumns, UnreadableFile, type CsvColumns } from '../../../kernel/server/contract';
import type { StoreCells } from '../domain/file-store';

/** Our columns, each with what other lists of stores call it. */
export const STORE_COLUMNS = {
  code: { spellings: ['code', 'store code', 'store id', 'store number', 'id'], required: true },
  name: { spellings: ['name', 'store name'], required: true },
  latitude: { spellings: ['latitude', 'lat'], required: true },
  longitude: { spellings: ['longitude', 'lon', 'lng', 'long'], required: true },
  street: { spellings: ['street', 'street address', 'address line 1', 'address 1', 'address'] },
  city: { spellings: ['city', 'town'] },
  region: { spellings: ['region', 'state', 'province', 'state/province', 'county'] },
  postal_code: { spellings: ['postalCode', 'postcode', 'zip code', 'zip'] },
  country: { spellings: ['country', 'country code'] },
  timezone: { spellings: ['timezone', 'tz'] },
  phone: { spellings: ['phone', 'phone number', 'telephone', 'tel'] },
  email: { spellings: ['email', 'email address'] },
  opening_hours: { spellings: ['hours', 'opening hours', 'store hours', 'business hours'] },
} as const satisfies CsvColumns<string>;

type StoreColumn = keyof typeof STORE_COLUMNS;

/** The same for one object, which says what it lacks by itself. */
const FIELDS = Object.fromEntries(
  Object.entries(STORE_COLUMNS).map(([name, { spellings }]) => [name, { spellings }]),
) as unknown as CsvColumns<StoreColumn>;

/** Reads an object whose fields are called as our columns are: texts and numbers, others say nothing. */
export function fieldsStore(
  item: object,
): { kind: 'cells'; cells: StoreCells; note?: undefined } | { kind: 'refused'; reason: string } {
  const values: [string, unknown][] = Object.entries(item);
  try {
    const places = placeColumns(
      FIELDS,
      values.map(([title]) => title),
    );
    const told = [...places].flatMap(([field, at]) => {
      const value = values[at]?.[1];
      return typeof value === 'string' || typeof value === 'number'
        ? [[field, String(value).trim()]]
        : [];
    });
    return { kind: 'cells', cells: Object.fromEntries(told) as StoreCells };
  } catch (error) {
    if (error instanceof UnreadableFile) return { kind: 'refused', reason: error.message };
    throw error;
  }
}
