import { statement } from '../../../kernel/server/contract';

/** Makes brands as the document service does. */
export const insertBrands = statement<
  [documentIds: string[], names: string[], slugs: string[]],
  { id: number; name: string }
>(
  'catalog.insert_brands',
  `INSERT INTO brands (document_id, name, slug, created_at, updated_at, published_at)
   SELECT document_id, name, slug, at, at, at
     FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY
          AS brand (document_id, name, slug, turn),
          date_trunc('milliseconds', now()) AS at
    ORDER BY turn
   RETURNING id, name`,
);
