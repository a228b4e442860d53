import { statement } from '../../../kernel/server/contract';

/** Dates every row of the products: something of theirs, be it a relation, was changed. */
export const touchProducts = statement<[documentIds: string[]], never>(
  'catalog.touch_products',
  `UPDATE products
      SET updated_at = date_trunc('milliseconds', now())
    WHERE document_id = ANY ($1)`,
);
