import { statement } from '../../../kernel/server/contract';
import { POPULAR_DAYS } from './refresh-popularity';

/** Notes the products of orders that began or ceased to make them popular in the last seconds. */
export const noteSold = statement<[seconds: number], never>(
  'search.note_sold',
  `INSERT INTO search_changes (document_id)
   SELECT DISTINCT line.product_document_id
     FROM orders JOIN order_lines line ON line.order_id = orders.id
    CROSS JOIN (VALUES (now()), (now() - interval '${POPULAR_DAYS} days')) AS edge (at)
    WHERE orders.placed_at BETWEEN edge.at - make_interval(secs => $1) AND edge.at
      AND line.product_document_id IS NOT NULL`,
);
