import { z } from 'zod';
import lookUpZone from '@photostructure/tz-lookup';
import { namesHolidays, parseOpeningHours } from './opening-hours';
import { isTimeZone } from './time-zone';

/** What a file may say about a store, under the names of the columns it goes to. */
export const STORE_FIELDS = [
  'code',
  'name',
  'latitude',
  'longitude',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
  'timezone',
  'phone',
  'email',
  'opening_hours',
  'services',
] as const;

export type StoreField = (typeof STORE_FIELDS)[number];

/** Texts as they stand in a file; a field that the file has no place for is absent. */
export type StoreCells = Partial<Record<Exclude<StoreField, 'services'>, string>> & {
  services?: string[];
};

/** How documented files call the fields whose names are others. */
const TITLES: Partial<Record<string, string>> = {
  postal_code: 'postalCode',
  opening_hours: 'hours',
};

const required = (most: number) =>
  z
    .string({ error: 'is missing' })
    .min(1, 'is missing')
    .max(most, `is longer than ${most} characters`);

const optional = (most: number) =>
  z
    .string()
    .max(most, `is longer than ${most} characters`)
    .transform((text) => (text === '' ? null : text))
    .optional();

/** A coordinate in degrees, at most so many from 0. */
const degrees = (most: number) =>
  z
    .string({ error: 'is missing' })
    .min(1, 'is missing')
    .transform((text, context) => {
      const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
      if (Math.abs(value) <= most) return value;
      const fault = Number.isNaN(value) ? 'is not a number' : `is not between -${most} and ${most}`;
      context.addIssue({ code: 'custom', message: `"${text}" ${fault}` });
      return z.NEVER;
    });

const storeSchema = z.object({
  code: required(64),
  name: required(255),
  latitude: degrees(90),
  longitude: degrees(180),
  street: optional(255),
  city: optional(255),
  region: optional(255),
  postal_code: optional(32),
  country: required(255)
    .transform((text) => text.toUpperCase())
    .refine((text) => /^[A-Z]{2}$/.test(text), {
      error: ({ input }) => `"${String(input)}" is not a code of two letters (ISO 3166-1)`,
    }),
  timezone: optional(64),
  phone: optional(64),
  email: optional(255).pipe(z.email('is no e-mail address').nullish()),
  opening_hours: optional(2_000),
  services: z.array(z.string()).optional(),
});

/** A store that may come in. Absent fields are those of which the file says nothing. */
export type FileStore = Omit<z.output<typeof storeSchema>, 'timezone'> & {
  timezone: string;
  /** The file names the zone, and there is one of that name; else it is that of the coordinates. */
  zoneTold: boolean;
};

/**
 * Checks one row of a file.
 *
 * @param country ISO 3166-1 alpha-2, for a row that names none
 * @returns the store, with a note where its hours or its zone come in less than to the letter: a store
 *   whose hours or zone cannot be read is one all the same; or what is wrong with the row, naming each
 *   column
 */
export function readStore(
  cells: StoreCells,
  country: string | undefined,
): { kind: 'store'; store: FileStore; note?: string } | { kind: 'refused'; reason: string } {
  const { hours, note: ofHours } = readHours(cells.opening_hours);
  const result = storeSchema.safeParse({
    ...cells,
    opening_hours: hours,
    country: cells.country || country,
  });
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => {
      const field = String(path[0]);
      const help =
        field === 'country' && message === 'is missing' ? ' (--country US gives one)' : '';
      return `${TITLES[field] ?? field} ${message}${help}`;
    });
    return { kind: 'refused', reason: faults.join('; ') };
  }
  const { timezone: written, ...store } = result.data;
  const named = written ? zoneNamed(written) : undefined;
  const ofPlace = lookUpZone(store.latitude, store.longitude);
  const told = { ...store, timezone: named ?? ofPlace, zoneTold: named !== undefined };
  const ofZone =
    written && !named
      ? `"${written}" is no time zone: that of the coordinates is taken, ${ofPlace}`
      : undefined;
  const note = [ofHours, ofZone].filter((part) => part !== undefined).join('; ');
  return { kind: 'store', store: told, ...(note === '' ? {} : { note }) };
}

/** The zone that a text names, alone or behind its offset as in `GMT+03:00 Africa/Nairobi`. */
function zoneNamed(text: string): string | undefined {
  const zone = text.split(/\s+/).at(-1) ?? '';
  return isTimeZone(zone) ? zone : undefined;
}

/** The hours that come in: none, so that those of the shop stay, where they cannot be read. */
function readHours(text: string | undefined): { hours: string | undefined; note?: string } {
  if (text === undefined) return { hours: undefined };
  const parsed = parseOpeningHours(text);
  if (parsed.kind === 'malformed') {
    return { hours: undefined, note: `hours are passed over: ${parsed.reason}` };
  }
  if (!namesHolidays(text)) return { hours: text };
  return { hours: text, note: 'hours of holidays (PH, SH) are passed over' };
}
