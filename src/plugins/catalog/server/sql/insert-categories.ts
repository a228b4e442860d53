import { statement } from '../../../kernel/server/contract';

/** Makes categories at the top of the tree as the document service does. */
export const insertCategories = statement<
  [documentIds: string[], names: string[], slugs: string[]],
  { id: number; name: string }
>(
  'catalog.insert_categories',
  `INSERT INTO categories (document_id, name, slug, position, created_at, updated_at, published_at)
   SELECT document_id, name, slug, 0, at, at, at
     FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY
          AS category (document_id, name, slug, turn),
          date_trunc('milliseconds', now()) AS at
    ORDER BY turn
   RETURNING id, name`,
);
