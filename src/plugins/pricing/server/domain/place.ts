/** Where goods go: the shopper's address, or the store where they are picked up. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string;
  region: string | null;
  postalCode: string | null;
}

/** Where a tax or a way of shipping is for. An empty list leaves nothing out. */
export interface Area {
  /** ISO 3166-1 alpha-2. */
  countries: readonly string[];
  /** As they stand in addresses, every way of writing one: `CA`, `California`. */
  regions: readonly string[];
  /** What postal codes begin with. */
  postalPrefixes: readonly string[];
}

/**
 * How closely an area fits a place. Postal codes fit closer than regions, regions closer than
 * countries, and a longer beginning of a postal code closer than a shorter one.
 *
 * @param place null where nothing is known of it: only what is for everywhere fits
 * @returns more for a closer fit, undefined where the place lies outside
 */
export function closeness(area: Area, place: Place | null): number | undefined {
  const { countries, regions, postalPrefixes } = area;
  const country = countries.length === 0 || countries.some((one) => same(one, place?.country));
  const region = regions.length === 0 || regions.some((one) => same(one, place?.region));
  const begins = longestBeginning(postalPrefixes, place?.postalCode ?? null);
  if (!country || !region || begins === undefined) return undefined;
  return 4 * begins + (regions.length > 0 ? 2 : 0) + (countries.length > 0 ? 1 : 0);
}

/**
 * Of candidates of the same name, the one whose area fits a place most closely; of equally close
 * ones the first.
 *
 * @returns one candidate for each name, in the order of the candidates
 */
export function closestOfEachName<T extends { area: Area }>(
  candidates: readonly T[],
  place: Place | null,
  nameOf: (candidate: T) => string,
): T[] {
  const best = new Map<string, { candidate: T; fit: number }>();
  for (const candidate of candidates) {
    const fit = closeness(candidate.area, place);
    const present = best.get(nameOf(candidate));
    if (fit !== undefined && (present === undefined || fit > present.fit)) {
      best.set(nameOf(candidate), { candidate, fit });
    }
  }
  return [...best.values()].map(({ candidate }) => candidate);
}

function same(one: string, other: string | null | undefined): boolean {
  return other !== null && other !== undefined && plain(one) === plain(other);
}

/** Length of the longest prefix that a postal code has; 0 where none is asked for. */
function longestBeginning(prefixes: readonly string[], code: string | null): number | undefined {
  if (prefixes.length === 0) return 0;
  if (code === null) return undefined;
  const fitting = prefixes.map(postal).filter((prefix) => postal(code).startsWith(prefix));
  return fitting.length === 0 ? undefined : Math.max(...fitting.map(({ length }) => length));
}

/** Spelling that makes no difference: case, and spaces around. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

/** Postal codes are written with and without spaces and hyphens. */
function postal(text: string): string {
  return plain(text).replaceAll(/[\s-]/g, '');
}
