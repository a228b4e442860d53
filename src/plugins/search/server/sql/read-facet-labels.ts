import { statement } from '../../../kernel/server/contract';

/** What brands and categories are called, and where a category stands. */
export const readFacetLabels = statement<
  [documentIds: readonly string[]],
  {
    document_id: string;
    label: string;
    slug: string;
    parent: string | null;
    position: number | null;
  }
>(
  'search.read_facet_labels',
  `SELECT document_id, name AS label, slug, NULL AS parent, NULL::int AS position
     FROM brands WHERE document_id = ANY ($1::text[])
    UNION ALL
   SELECT category.document_id, category.name, category.slug, (
            SELECT above.document_id FROM categories_parent_lnk link
              JOIN categories above ON above.id = link.inv_category_id
             WHERE link.category_id = category.id LIMIT 1), category.position
     FROM categories category WHERE category.document_id = ANY ($1::text[])`,
);
