import { statement } from '../../../kernel/server/contract';

/**
 * Takes away the published rows of products. What hangs on them goes with them: link tables by
 * their foreign keys, pictures here, for theirs has none.
 */
export const unpublishProducts = statement<[documentIds: string[]], never>(
  'catalog.unpublish_products',
  `WITH gone AS (
     DELETE FROM products
      WHERE document_id = ANY ($1) AND published_at IS NOT NULL
     RETURNING id)
   DELETE FROM files_related_mph
    WHERE related_type = 'api::product.product' AND related_id IN (SELECT id FROM gone)`,
);
