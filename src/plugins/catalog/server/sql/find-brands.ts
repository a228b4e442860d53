import { statement } from '../../../kernel/server/contract';

/** The brands that have one of the names or one of the slugs, the oldest first. */
export const findBrands = statement<
  [names: string[], slugs: string[]],
  { id: number; name: string; slug: string }
>(
  'catalog.find_brands',
  `SELECT id, name, slug FROM brands WHERE name = ANY ($1) OR slug = ANY ($2) ORDER BY id`,
);
