import {
  constraint,
  define,
  defineExtension,
  type Database,
  type Explanation,
} from '../../kernel/server/contract';
import { EARTH_RADIUS } from './domain/earth';

/**
 * Functions and an index for distance, and what the database itself must refuse.
 *
 * A place is a point on the unit sphere as a `cube`, so that the antimeridian and the poles are
 * places like any other and the nearest are found through a GiST index. The functions are parsed
 * when they are made (`RETURN`), so they mean the same under every `search_path`, and PostgreSQL
 * puts their bodies into the statements that call them.
 */
const definitions = `
  CREATE OR REPLACE FUNCTION earth_point(latitude double precision, longitude double precision)
    RETURNS cube LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN cube(ARRAY[
      cos(radians(latitude)) * cos(radians(longitude)),
      cos(radians(latitude)) * sin(radians(longitude)),
      sin(radians(latitude))]);

  -- Every place within so many kilometres is in it, and some that are a little further.
  CREATE OR REPLACE FUNCTION earth_cube_around(
      latitude double precision, longitude double precision, kilometres double precision)
    RETURNS cube LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN cube_enlarge(
      earth_point(latitude, longitude),
      2 * sin(least(kilometres / ${2 * EARTH_RADIUS}, pi() / 2)) + 1e-9,
      3);

  -- The haversine formula.
  CREATE OR REPLACE FUNCTION great_circle_km(
      latitude_1 double precision, longitude_1 double precision,
      latitude_2 double precision, longitude_2 double precision)
    RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ${2 * EARTH_RADIUS} * asin(sqrt(least(1,
      power(sin(radians(latitude_2 - latitude_1) / 2), 2)
      + cos(radians(latitude_1)) * cos(radians(latitude_2))
        * power(sin(radians(longitude_2 - longitude_1) / 2), 2))));

  -- What a store is looked for by in words, and what each of the words becomes: small letters without
  -- accents.
  CREATE OR REPLACE FUNCTION store_word(given text)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(unaccent('unaccent'::regdictionary, normalize(given, NFC)));
  CREATE OR REPLACE FUNCTION store_text(name text, street text, city text, region text, postal_code text)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN store_word(coalesce(name, '') || ' ' || coalesce(street, '') || ' ' || coalesce(city, '') || ' '
                      || coalesce(region, '') || ' ' || coalesce(postal_code, ''));

  -- NaN is greater than every number here, so BETWEEN refuses it too.
  ${constraint(
    'stores',
    'stores_latitude_range',
    'CHECK (latitude IS NOT NULL AND latitude BETWEEN -90 AND 90)',
  )}
  ${constraint(
    'stores',
    'stores_longitude_range',
    'CHECK (longitude IS NOT NULL AND longitude BETWEEN -180 AND 180)',
  )}
  ${constraint('stores', 'stores_code_present', "CHECK (code IS NOT NULL AND code <> '')")}

  CREATE INDEX IF NOT EXISTS stores_active_earth_point_idx
    ON stores USING gist (earth_point(latitude, longitude)) WHERE active;
  CREATE INDEX IF NOT EXISTS stores_active_plain_text_idx
    ON stores USING gin (store_text(name, street, city, region, postal_code) gin_trgm_ops)
    WHERE active;
  CREATE INDEX IF NOT EXISTS stores_active_latitude_idx ON stores (latitude, longitude) WHERE active;
  -- What lists are sorted by.
  CREATE INDEX IF NOT EXISTS stores_active_name_idx ON stores (name, id) WHERE active;
  CREATE INDEX IF NOT EXISTS stores_active_city_idx ON stores (city, id) WHERE active;
`;

/** What a caller is told who runs into one of these, in the admin panel too. */
export const explanations: Readonly<Record<string, Explanation>> = {
  stores_code_present: {
    code: 'VALIDATION_FAILED',
    field: 'code',
    message: 'must not be empty',
  },
  stores_code_uq: {
    code: 'ALREADY_EXISTS',
    field: 'code',
    message: 'There is a store with this code already.',
  },
  stores_latitude_range: {
    code: 'VALIDATION_FAILED',
    field: 'latitude',
    message: 'must be from -90 to 90',
  },
  stores_longitude_range: {
    code: 'VALIDATION_FAILED',
    field: 'longitude',
    message: 'must be from -180 to 180',
  },
};

/** The columns of Strapi's table that this room's statements read and write. */
const neededColumns = {
  stores: [
    'id',
    'document_id',
    'name',
    'code',
    'active',
    'street',
    'city',
    'region',
    'postal_code',
    'country',
    'latitude',
    'longitude',
    'phone',
    'email',
    'timezone',
    'opening_hours',
    'opening_exceptions',
    'services',
    'pickup',
    'delivery',
    'created_at',
    'updated_at',
    'published_at',
    'locale',
  ],
} as const;

/**
 * Makes all that, where it is not as it was made last.
 *
 * @throws Error saying what to do where PostgreSQL does not have one of the extensions
 */
export async function defineTables(database: Database): Promise<void> {
  await defineExtension(database, 'cube', 'by which the nearest stores are found');
  await defineExtension(database, 'pg_trgm', 'by which stores are found by their words');
  await defineExtension(database, 'unaccent', 'by which stores are found without their accents');
  await define(database, { name: 'stores', needs: neededColumns, script: definitions });
}
