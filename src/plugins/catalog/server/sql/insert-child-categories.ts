import { statement } from '../../../kernel/server/contract';

/** Makes categories as the document service does, below their parents and behind their other children. */
export const insertChildCategories = statement<
  [documentIds: string[], names: string[], slugs: string[], parentIds: (number | null)[]],
  { id: number; slug: string }
>(
  'catalog.insert_child_categories',
  `WITH given AS (
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[]) WITH ORDINALITY
                   AS given (document_id, name, slug, parent_id, turn)),
   made AS (
     INSERT INTO categories (document_id, name, slug, position, created_at, updated_at, published_at)
     SELECT document_id, name, slug, 0, at, at, at
       FROM given, date_trunc('milliseconds', now()) AS at
      ORDER BY turn
     RETURNING id, slug),
   placed AS (
     INSERT INTO categories_parent_lnk (category_id, inv_category_id, category_ord)
     SELECT made.id, parent_id,
            row_number() OVER (PARTITION BY parent_id ORDER BY turn) + (
              SELECT coalesce(max(category_ord), 0) FROM categories_parent_lnk
               WHERE inv_category_id = parent_id)
       FROM given JOIN made USING (slug)
      WHERE parent_id IS NOT NULL
      ORDER BY turn)
   SELECT id, slug FROM made`,
);
