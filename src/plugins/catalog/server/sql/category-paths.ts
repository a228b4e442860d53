import { statement } from '../../../kernel/server/contract';

/** Every category with its names from the top of the tree down; one in a circle has none. */
export const categoryPaths = statement<[], { id: number; path: string[] }>(
  'catalog.category_paths',
  `WITH RECURSIVE placed AS (
     SELECT category.id, ARRAY[category.name]::text[] AS path
       FROM categories category
      WHERE NOT EXISTS (SELECT FROM categories_parent_lnk WHERE category_id = category.id)
      UNION ALL
     SELECT child.id, placed.path || child.name::text
       FROM placed
       JOIN categories_parent_lnk link ON link.inv_category_id = placed.id
       JOIN categories child ON child.id = link.category_id
   )
   SELECT id, path FROM placed`,
);
