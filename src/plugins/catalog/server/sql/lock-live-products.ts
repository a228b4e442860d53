import { statement } from '../../../kernel/server/contract';

/** Those of some products that the public sees, locked: what is told of them next is told in order. */
export const lockLiveProducts = statement<
  [documentIds: readonly string[]],
  { documentId: string; slug: string | null }
>(
  'catalog.lock_live_products',
  `SELECT document_id AS "documentId", slug
     FROM products
    WHERE document_id = ANY ($1::text[]) AND published_at IS NOT NULL
    ORDER BY id
      FOR NO KEY UPDATE`,
);
