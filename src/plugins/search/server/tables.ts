import { define, defineExtension, type Database } from '../../kernel/server/contract';
import { indexTriggers } from './triggers';

/**
 * The index: tables that can be thrown away and made anew from the catalogue. Every statement can be
 * repeated.
 */
const definitions = `
  -- What all text becomes before it is cut into words, of documents and, by plain-words.ts, of queries
  -- alike: small letters without accents, everything but letters and digits a gap. ASCII has no accents,
  -- and a single space, which is most of what is no letter, is one already: each halves the time.
  CREATE OR REPLACE FUNCTION search_plain(given text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
             CASE WHEN octet_length(given) = length(given) THEN lower(given)
                  ELSE lower(unaccent('unaccent'::regdictionary, normalize(coalesce(given, ''), NFC)))
             END,
             '[^[:alnum:] ][^[:alnum:]]*| [^[:alnum:]]+', ' ', 'g');
  CREATE OR REPLACE FUNCTION search_code(given text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(lower(given), '[^[:alnum:]]+', '', 'g');
  -- Rich text without its tags.
  CREATE OR REPLACE FUNCTION search_bare(given text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(coalesce(given, ''), '<[^>]*>|&[a-z]+;', ' ', 'g');

  -- One transaction at a time writes the index, so what is committed later has a higher number: whoever
  -- keeps a copy reads on from where it was.
  CREATE SEQUENCE IF NOT EXISTS search_version;

  CREATE TABLE IF NOT EXISTS search_documents (
    id          integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    document_id text NOT NULL UNIQUE,
    -- The name's plain words between spaces, for phrases.
    line        text NOT NULL,
    price       integer,
    created_at  timestamp NOT NULL,
    popularity  integer NOT NULL DEFAULT 0,
    variant_ids integer[] NOT NULL,
    facets      integer[] NOT NULL,
    -- What stands of it in the three tables below, so that a change touches what differs.
    terms       text[] NOT NULL DEFAULT '{}',
    impacts     smallint[] NOT NULL DEFAULT '{}',
    words       text[] NOT NULL DEFAULT '{}',
    codes       text[] NOT NULL DEFAULT '{}',
    -- When it was written last.
    version     bigint NOT NULL DEFAULT nextval('search_version')
  );
  CREATE INDEX IF NOT EXISTS search_documents_version_idx ON search_documents (version);
  -- What each write of the index took out: documents, and stems whose entries are others now.
  CREATE TABLE IF NOT EXISTS search_writes (
    version    bigint PRIMARY KEY DEFAULT nextval('search_version'),
    removed    integer[] NOT NULL DEFAULT '{}',
    terms      text[] NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now()
  );

  -- For each word's stem the products that have it, those that are most about it first. Impacts are
  -- ten-thousandths of the most that a word can count for.
  CREATE TABLE IF NOT EXISTS search_postings (
    term     text COLLATE "C" NOT NULL,
    impact   smallint NOT NULL,
    document integer NOT NULL
  );
  CREATE INDEX IF NOT EXISTS search_postings_idx ON search_postings (term, impact DESC, document);
  -- Searches read the index alone, which needs the visibility map; many rows come and go.
  ALTER TABLE search_postings SET (autovacuum_vacuum_insert_scale_factor = 0.02,
                                   autovacuum_vacuum_scale_factor = 0.05);

  -- Whole words of names, brands and categories, for typos and completions.
  CREATE TABLE IF NOT EXISTS search_words (
    word      text COLLATE "C" PRIMARY KEY,
    documents integer NOT NULL
  );
  CREATE INDEX IF NOT EXISTS search_words_trigram_idx ON search_words USING gin (word gin_trgm_ops);

  -- SKUs and barcodes without signs.
  CREATE TABLE IF NOT EXISTS search_codes (
    code     text COLLATE "C" NOT NULL,
    document integer NOT NULL,
    PRIMARY KEY (code, document)
  );

  -- Everything that hits can be narrowed by: kind brand and category with a document id for value,
  -- kind attribute with a name. How names and values are folded is by the collation of these columns,
  -- A to Z alone: whoever compares with them says COLLATE "C".
  CREATE TABLE IF NOT EXISTS search_facets (
    id    integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    kind  text COLLATE "C" NOT NULL,
    name  text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    -- One of each kind and name, however it is written.
    key   text COLLATE "C" NOT NULL GENERATED ALWAYS AS (kind || ' ' || lower(name)) STORED
  );
  CREATE UNIQUE INDEX IF NOT EXISTS search_facets_uq
    ON search_facets (key, lower(value));

  -- One row: what ranking needs to know of all documents together, as of the last rebuild.
  CREATE TABLE IF NOT EXISTS search_statistics (
    single    boolean PRIMARY KEY DEFAULT true CHECK (single),
    version   text NOT NULL,
    documents integer NOT NULL,
    -- How many there were when the lengths were measured.
    measured  integer NOT NULL,
    lengths   real[] NOT NULL
  );
  -- Data of earlier versions has it, and nothing fills it.
  ALTER TABLE search_statistics DROP COLUMN IF EXISTS built_at;

  -- Products whose entries may be out of date. Rows are only ever added by those who change something,
  -- so that nobody waits for anybody.
  CREATE TABLE IF NOT EXISTS search_changes (
    id          bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    document_id text NOT NULL,
    -- Whether it came with many others, as of an import: those wait where an editor's do not.
    bulk        boolean NOT NULL DEFAULT false
  );
  CREATE INDEX IF NOT EXISTS search_changes_turn_idx ON search_changes (bulk, id);
  CREATE INDEX IF NOT EXISTS search_changes_document_idx ON search_changes (document_id);

  -- Variants that can be had where they could not, or the reverse. Many write at a
  -- time, so that the order of numbers is not that of commits: a reader asks for what its last look
  -- did not see.
  CREATE TABLE IF NOT EXISTS search_stock_changes (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    variant_id  integer NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX IF NOT EXISTS search_stock_changes_idx ON search_stock_changes (transaction);

  -- What was searched for, by day, and what came of it. Nothing tells who.
  CREATE TABLE IF NOT EXISTS search_queries (
    day         date NOT NULL,
    query       text COLLATE "C" NOT NULL,
    searches    integer NOT NULL DEFAULT 0,
    without_hit integer NOT NULL DEFAULT 0,
    hits        bigint NOT NULL DEFAULT 0,
    clicks      integer NOT NULL DEFAULT 0,
    orders      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (day, query)
  );
`;

/** The columns of Strapi's tables that this room's statements read. */
const neededColumns = {
  products: [
    'id',
    'document_id',
    'name',
    'slug',
    'short_description',
    'description',
    'tags',
    'attributes',
    'price',
    'original_price',
    'currency',
    'featured',
    'rating_average',
    'rating_count',
    'created_at',
    'published_at',
  ],
  variants: ['id', 'sku', 'barcode', 'title', 'options', 'active'],
  brands: ['id', 'document_id', 'name', 'slug'],
  categories: ['id', 'document_id', 'name', 'slug', 'position'],
  categories_parent_lnk: ['category_id', 'inv_category_id'],
  products_brand_lnk: ['product_id', 'brand_id'],
  products_categories_lnk: ['product_id', 'category_id', 'category_ord'],
  variants_product_lnk: ['variant_id', 'product_id'],
  stores: ['id', 'document_id', 'active'],
  stock_levels: ['variant_id', 'store_id', 'on_hand', 'reserved', 'backorderable'],
  orders: ['id', 'state', 'placed_at'],
  order_lines: ['order_id', 'product_document_id', 'quantity'],
} as const;

/**
 * Makes all that, where it is not as it was made last.
 *
 * @throws Error saying what to do where PostgreSQL does not have one of the extensions
 */
export async function defineTables(database: Database): Promise<void> {
  await defineExtension(database, 'pg_trgm', 'by which what is misspelt is found');
  await defineExtension(database, 'unaccent', 'by which words are found without their accents');
  await define(database, {
    name: 'search',
    needs: neededColumns,
    script: definitions + indexTriggers,
  });
}
