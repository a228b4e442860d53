import { z } from 'zod';
import type { StoreCells } from './file-store';
import { formatOpeningHours } from './opening-hours';
import { parseTwelveHourHours } from './twelve-hour-hours';

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');

const item = z.object({
  id: z.union([z.number(), z.string()], { error: 'is missing' }).transform(String),
  name: text,
  address: text,
  address2: text,
  city: text,
  state: text,
  zip: text,
  location: z.object(
    { lat: z.union([z.number(), z.string()]), lon: z.union([z.number(), z.string()]) },
    { error: 'has no lat and lon' },
  ),
  hours: text,
  services: z.array(z.string()).nullish(),
});

/**
 * Reads one store of Best Buy's open data (`stores.json`): its `id` is the code, `address` and
 * `address2` are the street, `state` the region, and the hours are written without am and pm.
 *
 * @returns the cells, without the hours and with a note where those cannot be read
 */
export function bestBuyStore(
  value: unknown,
): { kind: 'cells'; cells: StoreCells; note?: string } | { kind: 'refused'; reason: string } {
  const result = item.safeParse(value);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    return { kind: 'refused', reason: faults.join('; ') };
  }
  const { id, name, address, address2, city, state, zip, location, hours, services } = result.data;
  const week = parseTwelveHourHours(hours);
  const cells = {
    code: id.trim(),
    name,
    latitude: String(location.lat),
    longitude: String(location.lon),
    street: [address, address2].filter((part) => part !== '').join(', '),
    city,
    region: state,
    postal_code: zip,
    services: (services ?? []).map((service) => service.trim()).filter((service) => service !== ''),
  };
  if (week.kind === 'malformed') {
    return { kind: 'cells', cells, note: `hours are passed over: ${week.reason}` };
  }
  const weekly = hours === '' ? '' : formatOpeningHours(week.value);
  return { kind: 'cells', cells: { ...cells, opening_hours: weekly } };
}
