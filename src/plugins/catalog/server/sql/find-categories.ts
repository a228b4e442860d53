import { statement } from '../../../kernel/server/contract';

/** The categories that have one of the names or one of the slugs, the oldest first. */
export const findCategories = statement<
  [names: string[], slugs: string[]],
  { id: number; name: string; slug: string }
>(
  'catalog.find_categories',
  `SELECT id, name, slug FROM categories WHERE name = ANY ($1) OR slug = ANY ($2) ORDER BY id`,
);
