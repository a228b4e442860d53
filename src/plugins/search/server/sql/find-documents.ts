import { statement } from '../../../kernel/server/contract';
import type { FacetCount, FacetFilter, FactorOf, Sort } from '../domain/engine';
import type { WantedTerm } from '../domain/terms';
import { ENOUGH_HITS, IMPACT_SCALE, PHRASE_BOOST, POPULARITY_BOOST } from '../domain/ranking';

/** What is wanted, as the statement reads it from one JSON. */
export interface FindRequest {
  terms: WantedTerm[];
  /** Words of the query, whether anything has them or not; 0 finds every document. */
  slots: number;
  /** The whole query as a SKU or barcode would be written. */
  code: string;
  /** Plain words that must stand side by side in the name, with a space before; empty for none. */
  phrases: readonly string[];
  /** The plain query, for names that have it as it stands. */
  line: string;
  filters: readonly FacetFilter[];
  boosts: readonly FactorOf[];
  minPrice: number | null;
  maxPrice: number | null;
  storeId: string | null;
  inStock: boolean;
  sort: Sort;
  /** Edges of the price ranges that are counted, ascending. */
  priceEdges: readonly number[];
  limit: number;
  offset: number;
}

export interface FoundDocuments {
  store_known: boolean;
  total: number;
  documents: { documentId: string; score: number }[];
  facets: FacetCount[];
  price: { min: number | null; max: number | null; ranges: { edge: number; count: number }[] };
  /** Whether each can be had now; null where there are too many hits to ask. */
  availability: { in_stock: number; out_of_stock: number } | null;
  /** Words that the hits have at least; fewer than `slots` where hardly anything has all. */
  matched: number;
}

/** Hits at most whose stock is asked without a wish for it. */
const MOST_ASKED_FOR_STOCK = 20_000;
/** Names of attributes in an answer at most, and values of each facet. */
const MOST_NAMES = 40;
const MOST_VALUES = 50;
const MOST_CATEGORIES = 500;

const PRICE_BIT = 1;
const STOCK_BIT = 2;
const FIRST_FILTER_BIT = 4;

/**
 * Finds, ranks and counts in one go.
 *
 * - Each word of the query is a slot with alternatives (stems in several languages, synonyms, a
 *   corrected spelling). A document's score for a slot is its best alternative's impact times how
 *   rare the slot is (BM25's idf), and the sum counts by the share of slots that it has.
 * - A hit has every word; where fewer than a page do, half of the words are enough.
 * - A hit that one filter leaves out keeps that filter's bit, two leave it out altogether: a facet
 *   counts what would be there without its own filter.
 */
export const findDocuments = statement<[request: string], FoundDocuments>(
  'search.find_documents',
  `WITH wish AS MATERIALIZED (
     SELECT * FROM jsonb_to_record($1::jsonb) AS wish (
       terms jsonb, slots int, code text, phrases jsonb, line text, filters jsonb, boosts jsonb,
       "minPrice" int, "maxPrice" int, "storeId" text, "inStock" boolean, sort text,
       "priceEdges" int[], "limit" int, "offset" int)
   ), shop AS MATERIALIZED (
     SELECT id FROM stores, wish WHERE document_id = wish."storeId" AND active
   ), wanted AS MATERIALIZED (
     SELECT each.* FROM wish, jsonb_to_recordset(wish.terms) AS each (
       slot int, alternative int, needed int, term text, weight real)
   ), told AS NOT MATERIALIZED (
     SELECT wanted.slot, posting.document, wanted.weight * posting.impact AS score
       FROM wanted JOIN search_postings posting ON posting.term = wanted.term
      WHERE wanted.needed = 1
      UNION ALL
     SELECT wanted.slot, posting.document, sum(wanted.weight * posting.impact) / wanted.needed
       FROM wanted JOIN search_postings posting ON posting.term = wanted.term
      WHERE wanted.needed > 1
      GROUP BY wanted.slot, wanted.alternative, wanted.needed, posting.document
     HAVING count(*) >= wanted.needed
   ), shape AS MATERIALIZED (
     SELECT count(DISTINCT (slot, alternative)) = count(DISTINCT slot) AS one_way,
            count(DISTINCT slot) = 1 AS one_slot
       FROM wanted
   ), best AS MATERIALIZED (
     SELECT slot, document, score FROM told WHERE (SELECT one_way FROM shape)
      UNION ALL
     SELECT slot, document, max(score) FROM told WHERE NOT (SELECT one_way FROM shape)
      GROUP BY slot, document
   ), rarity AS (
     SELECT slot, ln(1 + (greatest(total, count(*)) - count(*) + 0.5) / (count(*) + 0.5))::float8 AS idf
       FROM best, (SELECT coalesce(max(documents), 1) AS total FROM search_statistics) whole
      GROUP BY slot, total
   ), scored AS MATERIALIZED (
     SELECT best.document, 1 AS slots, best.score * rarity.idf / ${IMPACT_SCALE} / wish.slots AS score
       FROM wish, best JOIN rarity USING (slot)
      WHERE (SELECT one_slot FROM shape)
      UNION ALL
     SELECT document, count(*)::int,
            sum(best.score * rarity.idf) / ${IMPACT_SCALE} * count(*) / max(wish.slots)
       FROM wish, best JOIN rarity USING (slot)
      WHERE NOT (SELECT one_slot FROM shape)
      GROUP BY document
   ), tier AS MATERIALIZED (
     SELECT slots, count(*) AS documents FROM scored GROUP BY slots
   ), required AS MATERIALIZED (
     SELECT coalesce(
              (SELECT max(least_slots)
                 FROM generate_series((wish.slots + 1) / 2, wish.slots) AS least_slots
                WHERE (SELECT sum(documents) FROM tier WHERE slots >= least_slots) >= ${ENOUGH_HITS}),
              (wish.slots + 1) / 2) AS slots
       FROM wish
   ), coded AS MATERIALIZED (
     SELECT document, wish.slots FROM wish JOIN search_codes USING (code)
   ), candidate AS MATERIALIZED (
     SELECT scored.document, scored.slots, scored.score
       FROM scored, required
      WHERE scored.slots >= required.slots AND scored.document NOT IN (SELECT document FROM coded)
      UNION ALL
     SELECT document, slots, 1e6 FROM coded
      UNION ALL
     SELECT id, 0, 0 FROM wish, search_documents WHERE wish.slots = 0
   ), boost AS MATERIALIZED (
     SELECT each.factor, facet.id AS facet, CASE each.kind WHEN 'product' THEN each.value END AS product
       FROM wish, jsonb_to_recordset(wish.boosts) AS each (kind text, value text, factor real)
       LEFT JOIN search_facets facet ON facet.kind = each.kind AND facet.value = each.value
   ), filter AS MATERIALIZED (
     SELECT ${FIRST_FILTER_BIT} << (turn::int - 1) AS bit, given.kind || ' ' || lower(given.name) AS key,
            ARRAY(SELECT facet.id FROM search_facets facet
                   WHERE facet.key = given.kind || ' ' || lower(given.name)
                     AND (lower(facet.value) IN (SELECT lower(jsonb_array_elements_text(given.values)))
                          OR facet.value IN (
                            SELECT document_id FROM brands WHERE given.kind = 'brand'
                               AND slug IN (SELECT jsonb_array_elements_text(given.values))
                             UNION ALL
                            SELECT document_id FROM categories WHERE given.kind = 'category'
                               AND slug IN (SELECT jsonb_array_elements_text(given.values))))) AS facets
       FROM wish,
            ROWS FROM (jsonb_to_recordset(wish.filters) AS (kind text, name text, values jsonb))
              WITH ORDINALITY AS given (kind, name, values, turn)
   ), asked AS MATERIALIZED (
     SELECT wish."inStock" OR wish."storeId" IS NOT NULL
            OR (SELECT count(*) FROM candidate) <= ${MOST_ASKED_FOR_STOCK} AS stock
       FROM wish
   ), given AS MATERIALIZED (
     SELECT wish.*, wish."inStock" OR wish."storeId" IS NOT NULL AS stocked,
            EXISTS (SELECT FROM boost) AS boosted, EXISTS (SELECT FROM filter) AS filtered,
            jsonb_array_length(wish.phrases) > 0 AS phrased, (SELECT id FROM shop) AS shop
       FROM wish
   ), weighed AS (
     SELECT document.id, document.document_id, document.price, document.created_at,
            document.popularity, document.facets, asked.stock AND EXISTS (
              SELECT FROM stock_levels level
               WHERE level.variant_id = ANY (document.variant_ids)
                 AND level.on_hand > 0
                 AND (given."storeId" IS NULL OR level.store_id = given.shop)
                 -- Few are closed, and a list of those is looked through at once.
                 AND level.store_id NOT IN (SELECT id FROM stores WHERE active IS NOT TRUE)
                 AND (level.on_hand > level.reserved OR level.on_hand > level.reserved - (
                        SELECT coalesce(sum(hold.quantity), 0) FROM holds hold
                         WHERE hold.stock_level_id = level.id AND hold.state = 'held'
                           AND hold.expires_at <= now()))) AS available,
            candidate.score * (1 + ${POPULARITY_BOOST} * log(1 + document.popularity))
              * CASE WHEN given.line <> '' AND document.line LIKE '% ' || given.line || '%'
                     THEN ${PHRASE_BOOST} ELSE 1 END
              * CASE WHEN given.boosted THEN
                  coalesce((SELECT exp(sum(ln(boost.factor))) FROM boost
                             WHERE boost.facet = ANY (document.facets)
                                OR boost.product = document.document_id), 1) ELSE 1 END AS score,
            CASE WHEN document.price >= coalesce(given."minPrice", document.price)
                  AND document.price <= coalesce(given."maxPrice", document.price)
                  OR (given."minPrice" IS NULL AND given."maxPrice" IS NULL)
                 THEN 0 ELSE ${PRICE_BIT} END
              | CASE WHEN given.filtered THEN
                  coalesce((SELECT bit_or(filter.bit) FROM filter
                             WHERE NOT document.facets && filter.facets), 0) ELSE 0 END AS failed
       FROM given, asked, candidate
       JOIN (SELECT id, document_id, line, price, created_at, popularity, variant_ids, facets
               FROM search_documents
              WHERE id = ANY (ARRAY(SELECT document FROM candidate)) OFFSET 0) document
            ON document.id = candidate.document
      WHERE NOT given.phrased
         OR NOT EXISTS (SELECT FROM jsonb_array_elements_text(given.phrases) phrase
                         WHERE strpos(document.line, phrase) = 0)
   ), masked AS (
     SELECT weighed.*,
            failed | CASE WHEN available OR NOT given.stocked THEN 0 ELSE ${STOCK_BIT} END AS mask
       FROM given, weighed OFFSET 0
   ), hit AS MATERIALIZED (
     SELECT document_id, price, created_at, popularity, facets, available, score, mask
       FROM masked WHERE mask & (mask - 1) = 0
   ), page AS MATERIALIZED (
     SELECT hit.document_id, hit.score
       FROM wish, hit WHERE hit.mask = 0
      ORDER BY CASE wish.sort WHEN 'price:asc' THEN hit.price
                              WHEN 'price:desc' THEN - hit.price
                              WHEN 'popularity' THEN - hit.popularity END NULLS LAST,
               CASE wish.sort WHEN 'newest' THEN hit.created_at END DESC NULLS LAST,
               hit.score DESC, hit.popularity DESC, hit.document_id
      LIMIT (SELECT "limit" FROM wish) OFFSET (SELECT "offset" FROM wish)
   ), tally AS MATERIALIZED (
     SELECT facet, mask, count(*) AS documents FROM hit, unnest(hit.facets) AS facet GROUP BY facet, mask
   ), counted AS MATERIALIZED (
     SELECT known.kind, known.key, known.name, known.value, tally.documents
       FROM (SELECT facet, documents
               FROM tally WHERE mask = 0 AND NOT (SELECT filtered FROM given)
              UNION ALL
             SELECT tally.facet, sum(tally.documents)
               FROM tally
               LEFT JOIN filter ON tally.mask = filter.bit
               LEFT JOIN search_facets own ON own.id = tally.facet AND own.key = filter.key
              WHERE (SELECT filtered FROM given) AND (tally.mask = 0 OR own.id IS NOT NULL)
              GROUP BY tally.facet) tally
       JOIN search_facets known ON known.id = tally.facet
   ), widest AS (
     SELECT key, sum(documents) AS coverage
       FROM counted WHERE kind = 'attribute' GROUP BY key ORDER BY 2 DESC, key LIMIT ${MOST_NAMES}
   ), named AS (
     SELECT counted.*, coalesce(widest.coverage, 0) AS coverage,
            row_number() OVER (PARTITION BY counted.key ORDER BY documents DESC, value) AS value_turn
       FROM counted LEFT JOIN widest USING (key)
      WHERE counted.kind <> 'attribute' OR widest.key IS NOT NULL
   ), shown AS (
     SELECT named.kind, named.key, named.name, named.value, named.documents,
            coalesce(brand.name, category.name) AS label, coalesce(brand.slug, category.slug) AS slug,
            category.position, (
              SELECT above.document_id FROM categories_parent_lnk link
                JOIN categories above ON above.id = link.inv_category_id
               WHERE link.category_id = category.id LIMIT 1) AS parent,
            named.coverage
       FROM named
       LEFT JOIN brands brand ON named.kind = 'brand' AND brand.document_id = named.value
       LEFT JOIN categories category ON named.kind = 'category' AND category.document_id = named.value
      WHERE named.value_turn <= ${MOST_VALUES} OR (named.kind = 'category' AND named.value_turn <= ${MOST_CATEGORIES})
   )
   SELECT (SELECT "storeId" IS NULL FROM wish) OR EXISTS (SELECT FROM shop) AS store_known,
          (SELECT count(*) FROM hit WHERE mask = 0) AS total,
          -- A page is in its order.
          (SELECT coalesce(json_agg(json_build_object('documentId', document_id, 'score', score)), '[]')
             FROM page) AS documents,
          (SELECT coalesce(json_agg(json_build_object(
                    'kind', kind, 'name', name, 'value', value, 'label', label, 'slug', slug,
                    'parent', parent, 'position', position, 'count', documents)
                    ORDER BY kind, coverage DESC, key, documents DESC, value), '[]')
             FROM shown) AS facets,
          (SELECT json_build_object('min', min(price), 'max', max(price), 'ranges', (
                    SELECT coalesce(json_agg(json_build_object('edge', edge, 'count', documents)
                                             ORDER BY edge), '[]')
                      FROM (SELECT width_bucket(price, wish."priceEdges") AS edge, count(*) AS documents
                              FROM hit, wish WHERE mask & ~${PRICE_BIT} = 0 AND price IS NOT NULL
                             GROUP BY 1) range))
             FROM hit WHERE mask & ~${PRICE_BIT} = 0) AS price,
          (SELECT json_build_object('in_stock', count(*) FILTER (WHERE available),
                                    'out_of_stock', count(*) FILTER (WHERE NOT available))
             FROM hit, asked WHERE asked.stock AND mask & ~${STOCK_BIT} = 0
            HAVING bool_or(asked.stock)) AS availability,
          (SELECT slots FROM required) AS matched`,
);
