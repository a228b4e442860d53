import { statement } from '../../../kernel/server/contract';

/**
 * A category, found by document id or slug, and all below it. A circle, which an editor can make,
 * ends by itself.
 */
export const categoryBranch = statement<[idOrSlug: string], { document_id: string }>(
  'catalog.category_branch',
  `WITH RECURSIVE chosen AS (
     SELECT id FROM categories WHERE document_id = $1 OR slug = $1
      ORDER BY document_id = $1 DESC LIMIT 1
   ), branch AS (
     SELECT id FROM chosen
      UNION
     SELECT child.category_id
       FROM branch JOIN categories_parent_lnk child ON child.inv_category_id = branch.id
   )
   SELECT document_id FROM branch JOIN categories USING (id)`,
);
