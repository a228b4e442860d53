import { statement } from '../../../kernel/server/contract';

/**
 * Notes how long the fields are on average, which ranking compares each document with: the columns
 * are read by a sample, what is joined to them is counted.
 *
 * @param version what the index is made by; another one asks for a rebuild
 */
export const measureCatalogue = statement<[version: string], never>(
  'search.measure_catalogue',
  `WITH sample AS (
     SELECT product.id, search_plain(name) AS name,
            search_plain(search_bare(short_description) || ' ' || search_bare(description)) AS text,
            CASE WHEN jsonb_typeof(attributes) = 'object' THEN attributes ELSE '{}' END AS attributes
       FROM products product
      WHERE published_at IS NOT NULL
      ORDER BY md5(document_id)
      LIMIT 2000
   ), average AS (
     SELECT ARRAY[
              avg(cardinality(string_to_array(trim(name), ' '))), 6,
              avg((SELECT coalesce(sum(cardinality(string_to_array(trim(search_plain(key || ' ' || value)), ' '))), 0)
                     FROM jsonb_each_text(attributes))) + 4,
              avg(cardinality(string_to_array(trim(text), ' ')))]::real[] AS lengths
       FROM sample
   )
   INSERT INTO search_statistics (version, documents, measured, lengths)
   SELECT $1, published.documents, published.documents,
          ARRAY(SELECT greatest(coalesce(each.length, each.usual), 1)
                  FROM unnest(lengths, '{8,6,20,40}'::real[]) WITH ORDINALITY
                       AS each (length, usual, turn) ORDER BY turn)
     FROM average, (SELECT count(*) AS documents FROM products WHERE published_at IS NOT NULL) published
   ON CONFLICT (single) DO UPDATE
      SET version = excluded.version, documents = excluded.documents,
          measured = excluded.measured, lengths = excluded.lengths`,
);
