import { statement } from '../../../kernel/server/contract';

/** What a request names, as the index has it. */
export interface Narrowing {
  store_known: boolean;
  /** How many products there are, as of the last count. */
  documents: number;
  /** Documents with the query's code. */
  coded: number[];
  /** Of each filter the key of its facets, and those that it wants. */
  filters: { key: string; facets: number[] }[];
  /** Of each boost the facet and the document that it is for, in the boosts' order. */
  boosts: { facet: number | null; document: number | null }[];
}

/**
 * Looks up what a request names: the store, the code, brands and categories by id or slug, other
 * values whatever the case.
 */
export const readNarrowing = statement<
  [code: string, storeId: string | null, filters: string, boosts: string],
  Narrowing
>(
  'search.read_narrowing',
  `SELECT $2::text IS NULL OR EXISTS (SELECT FROM stores WHERE document_id = $2 AND active) AS store_known,
          coalesce((SELECT documents FROM search_statistics), 1) AS documents,
          (SELECT coalesce(json_agg(document), '[]') FROM search_codes WHERE code = $1) AS coded, (
            SELECT coalesce(json_agg(json_build_object(
                     'key', given.kind || ' ' || lower(given.name), 'facets', (
                     SELECT coalesce(json_agg(facet.id), '[]') FROM search_facets facet
                      WHERE facet.key = given.kind || ' ' || lower(given.name)
                        AND lower(facet.value) IN (
                              SELECT lower(jsonb_array_elements_text(given.values))
                               UNION
                              SELECT lower(document_id) FROM brands WHERE given.kind = 'brand'
                                 AND slug IN (SELECT jsonb_array_elements_text(given.values))
                               UNION
                              SELECT lower(document_id) FROM categories WHERE given.kind = 'category'
                                 AND slug IN (SELECT jsonb_array_elements_text(given.values)))))), '[]')
              FROM jsonb_to_recordset($3::jsonb)
                     AS given (kind text, name text, values jsonb)) AS filters, (
            SELECT coalesce(json_agg(json_build_object(
                     'facet', (SELECT id FROM search_facets facet
                                WHERE facet.key = given.kind || ' '
                                  AND lower(facet.value) = lower(given.value)),
                     'document', (SELECT id FROM search_documents document
                                   WHERE given.kind = 'product' AND document_id = given.value))
                     ORDER BY given.turn), '[]')
              FROM ROWS FROM (jsonb_to_recordset($4::jsonb) AS (kind text, value text))
                     WITH ORDINALITY AS given (kind, value, turn)) AS boosts`,
);
