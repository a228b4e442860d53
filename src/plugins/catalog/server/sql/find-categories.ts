import { statement } from '../../../kernel/server/contract';

/** The categories that have one of the names or one of the slugs, the oldest first. */
export const findCategories = statement<
  [names: string[], slugs: string[]],
  { id: number; name: string; slug: string; parent_id: number | null }
>(
  'catalog.find_categories',
  `SELECT id, name, slug,
          (SELECT inv_category_id FROM categories_parent_lnk WHERE category_id = c.id LIMIT 1)
            AS parent_id
     FROM categories c
    WHERE name = ANY ($1) OR slug = ANY ($2)
    ORDER BY id`,
);
