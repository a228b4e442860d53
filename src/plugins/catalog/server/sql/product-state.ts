import { statement } from '../../../kernel/server/contract';
import type { ProductState } from '../domain/edits';

/** What there is of a product; no row where there is none. */
export const productState = statement<[documentId: string], ProductState>(
  'catalog.product_state',
  `SELECT max(slug) AS slug, max(id) FILTER (WHERE published_at IS NOT NULL) AS live
     FROM products
    WHERE document_id = $1
   HAVING count(*) > 0`,
);
