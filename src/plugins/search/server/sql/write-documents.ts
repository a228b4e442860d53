import { statement } from '../../../kernel/server/contract';
import { impactSql } from '../domain/ranking';
import { plainFields, sources } from './sources';

/**
 * Brings what the index has of some products to what the catalogue says, and makes the facets that it
 * does not know yet. Products that are not published are left to `remove-documents`. What stood of
 * each before is read from its own row, as the statement finds it, so that only what differs is
 * written. What goes is looked up entry by entry: joined, a batch would read all postings of the shop.
 * Nobody else writes them meanwhile, by the lock of `lock-index`, so that a row stays where it was found.
 *
 * @param languages text search configurations; a word counts by the one in which it counts most
 */
export const writeDocuments = statement<
  [documentIds: readonly string[], languages: readonly string[]],
  { written: number }
>(
  'search.write_documents',
  `WITH RECURSIVE ${sources}, ${plainFields},
   measured AS MATERIALIZED (
     SELECT document_id, fields,
            ARRAY(SELECT cardinality(string_to_array(field, ' '))::real
                    FROM unnest(fields) WITH ORDINALITY AS each (field, turn) ORDER BY turn) AS length,
            coalesce((SELECT lengths FROM search_statistics), '{8,6,20,40}') AS average
       FROM plain
   ), told AS MATERIALIZED (
     SELECT document_id, length, average, word.lexeme AS term,
            ARRAY[cardinality(array_positions(word.weights, 'A')),
                  cardinality(array_positions(word.weights, 'B')),
                  cardinality(array_positions(word.weights, 'C')),
                  cardinality(array_positions(word.weights, 'D'))] AS tf
       FROM measured
      CROSS JOIN unnest($2::text[]) AS language
      CROSS JOIN LATERAL unnest(
              setweight(to_tsvector(language::regconfig, fields[1]), 'A')
              || setweight(to_tsvector(language::regconfig, fields[2]), 'B')
              || setweight(to_tsvector(language::regconfig, fields[3]), 'C')
              || setweight(to_tsvector(language::regconfig, fields[4]), 'D')) AS word
   ), posting AS MATERIALIZED (
     SELECT document_id, term, max(${impactSql()}) AS impact FROM told GROUP BY document_id, term
   ), listed AS (
     SELECT document_id, array_agg(term ORDER BY term) AS terms,
            array_agg(impact ORDER BY term) AS impacts
       FROM posting GROUP BY document_id
   ), narrowing AS MATERIALIZED (
     SELECT facet.document_id, facet.kind, facet.name, facet.value,
            folded.key, folded.small, known.id
       FROM facet
      CROSS JOIN LATERAL (
              SELECT facet.kind || ' ' || lower(facet.name COLLATE "C") AS key,
                     lower(facet.value COLLATE "C") AS small) folded
       LEFT JOIN search_facets known
              ON known.key = folded.key AND lower(known.value) = folded.small
   ), made AS (
     INSERT INTO search_facets (kind, name, value)
     SELECT DISTINCT ON (key, small) kind, name, value FROM narrowing WHERE id IS NULL
     RETURNING id, key, lower(value) AS small
   ), narrowed AS (
     SELECT narrowing.document_id, array_agg(DISTINCT coalesce(narrowing.id, made.id)) AS facets
       FROM narrowing LEFT JOIN made ON made.key = narrowing.key AND made.small = narrowing.small
      GROUP BY narrowing.document_id
   ), given AS MATERIALIZED (
     SELECT source.document_id, ' ' || plain.fields[1] || ' ' AS line, source.price, source.created_at,
            source.variant_ids,
            coalesce(narrowed.facets, '{}') AS facets,
            coalesce(listed.terms, '{}') AS terms, coalesce(listed.impacts, '{}') AS impacts,
            ARRAY(SELECT DISTINCT word
                    FROM unnest(string_to_array(plain.fields[1] || ' ' || trim(search_plain(
                           concat_ws(' ', source.brand_name, source.category_names))), ' ')) AS word
                   WHERE word ~ '[[:alpha:]]' AND length(word) BETWEEN 2 AND 40) AS words,
            ARRAY(SELECT DISTINCT search_code(code) FROM unnest(source.skus || source.barcodes) AS code
                   WHERE search_code(code) <> '') AS codes
       FROM source
       JOIN plain USING (document_id)
       LEFT JOIN listed USING (document_id)
       LEFT JOIN narrowed USING (document_id)
   ), before AS MATERIALIZED (
     SELECT id, document_id, terms, impacts, words, codes
       FROM search_documents WHERE document_id = ANY ($1::text[])
   ), written AS (
     INSERT INTO search_documents AS document
            (document_id, line, price, created_at, variant_ids, facets, terms, impacts, words, codes)
     SELECT document_id, line, price, created_at, variant_ids, facets, terms, impacts, words, codes
       FROM given
      ORDER BY document_id
     ON CONFLICT (document_id) DO UPDATE
        SET line = excluded.line, price = excluded.price, created_at = excluded.created_at,
            variant_ids = excluded.variant_ids, facets = excluded.facets, terms = excluded.terms,
            impacts = excluded.impacts, words = excluded.words, codes = excluded.codes,
            version = excluded.version
     RETURNING document.id, document.document_id, document.terms, document.impacts, document.words,
               document.codes
   ), gone AS (
     SELECT before.id, old.term, old.impact
       FROM before JOIN written USING (id), unnest(before.terms, before.impacts) AS old (term, impact)
     EXCEPT
     SELECT id, term, impact FROM written, unnest(terms, impacts) AS new (term, impact)
   ), come AS (
     SELECT id, term, impact FROM written, unnest(terms, impacts) AS new (term, impact)
     EXCEPT
     SELECT before.id, old.term, old.impact
       FROM before, unnest(before.terms, before.impacts) AS old (term, impact)
   ), told_terms AS (
     INSERT INTO search_writes (terms)
     SELECT array_agg(term) FROM (SELECT term FROM gone UNION SELECT term FROM come) differing
     HAVING count(*) > 0
   ), postings_gone AS (
     DELETE FROM search_postings WHERE ctid = ANY (ARRAY(
       SELECT there.ctid
         FROM gone CROSS JOIN LATERAL (
                SELECT posting.ctid FROM search_postings posting
                 WHERE posting.term = gone.term AND posting.impact = gone.impact
                   AND posting.document = gone.id OFFSET 0) there))
   ), postings_come AS (
     INSERT INTO search_postings (term, impact, document) SELECT term, impact, id FROM come
   ), words_counted AS (
     INSERT INTO search_words AS known (word, documents)
     SELECT word, sum(change)
       FROM (SELECT unnest(words) AS word, 1 AS change FROM written
              UNION ALL
             SELECT unnest(before.words), -1 FROM before JOIN written USING (id)) counted
      GROUP BY word HAVING sum(change) <> 0
     ON CONFLICT (word) DO UPDATE SET documents = known.documents + excluded.documents
   ), codes_gone AS (
     DELETE FROM search_codes WHERE ctid = ANY (ARRAY(
       SELECT there.ctid
         FROM before JOIN written USING (id)
        CROSS JOIN LATERAL (
                SELECT known.ctid FROM search_codes known
                 WHERE known.code = ANY (before.codes) AND known.document = before.id
                   AND NOT known.code = ANY (written.codes) OFFSET 0) there))
   ), codes_come AS (
     INSERT INTO search_codes (code, document) SELECT unnest(codes), id FROM written
     ON CONFLICT DO NOTHING
   )
   SELECT count(*) AS written FROM written`,
);
