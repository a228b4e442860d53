import { statement } from '../../../kernel/server/contract';
import type { IndexedProduct } from '../domain/opensearch-mapping';
import { plainFields, sources } from './sources';
import { POPULAR_DAYS } from './refresh-popularity';

/**
 * Products as a search server has them.
 *
 * @returns a row for each document id; its `document` is null where it is not published. `version`
 *   grows from one reading to the next.
 */
export const readDocuments = statement<
  [documentIds: readonly string[], pair: string],
  { document_id: string; version: number; document: IndexedProduct | null }
>(
  'search.read_documents',
  `WITH RECURSIVE ${sources}, ${plainFields}, sold AS MATERIALIZED (
     SELECT line.product_document_id AS document_id, sum(line.quantity)::int AS units
       FROM orders JOIN order_lines line ON line.order_id = orders.id
      WHERE orders.placed_at > now() - interval '${POPULAR_DAYS} days' AND orders.state <> 'cancelled'
        AND line.product_document_id = ANY ($1::text[])
      GROUP BY line.product_document_id)
   SELECT wanted AS document_id, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS version,
          CASE WHEN source.id IS NOT NULL THEN jsonb_build_object(
            'documentId', source.document_id,
            'name', plain.fields[1], 'labels', plain.fields[2],
            'details', plain.fields[3], 'text', plain.fields[4],
            'words', ARRAY(SELECT DISTINCT word
                             FROM unnest(string_to_array(plain.fields[1] || ' ' || trim(search_plain(
                                    concat_ws(' ', source.brand_name, source.category_names))), ' ')) AS word
                            WHERE word ~ '[[:alpha:]]' AND length(word) BETWEEN 2 AND 40),
            'codes', ARRAY(SELECT DISTINCT search_code(code)
                             FROM unnest(source.skus || source.barcodes) AS code
                            WHERE search_code(code) <> ''),
            'price', source.price,
            'createdAt', to_char(source.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'popularity', coalesce(sold.units, 0),
            'brand', source.brand_id,
            'brandSlug', (SELECT min(slug) FROM brands WHERE document_id = source.brand_id),
            'categories', coalesce(source.category_ids, '{}'),
            'categorySlugs', ARRAY(SELECT DISTINCT slug FROM categories
                                    WHERE document_id = ANY (source.category_ids)),
            'tags', ARRAY(SELECT DISTINCT value FROM facet
                           WHERE facet.document_id = source.document_id AND kind = 'tag'),
            'attributes', ARRAY(SELECT DISTINCT name || $2 || value FROM facet
                                 WHERE facet.document_id = source.document_id AND kind = 'attribute'))
          END AS document
     FROM unnest($1::text[]) AS wanted
     LEFT JOIN source ON source.document_id = wanted
     LEFT JOIN plain ON plain.document_id = wanted
     LEFT JOIN sold ON sold.document_id = wanted`,
);
