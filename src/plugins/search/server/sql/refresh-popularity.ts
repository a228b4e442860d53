import { statement } from '../../../kernel/server/contract';

/** Orders of so many days make a product popular. */
export const POPULAR_DAYS = 90;

/** Works out how many units of each product were ordered lately. */
export const refreshPopularity = statement<[], never>(
  'search.refresh_popularity',
  `UPDATE search_documents document
      SET popularity = coalesce(sold.units, 0), version = nextval('search_version')
     FROM search_documents every
     LEFT JOIN (SELECT line.product_document_id, sum(line.quantity)::int AS units
                  FROM orders JOIN order_lines line ON line.order_id = orders.id
                 WHERE orders.placed_at > now() - interval '${POPULAR_DAYS} days' AND orders.state <> 'cancelled'
                 GROUP BY line.product_document_id) sold
            ON sold.product_document_id = every.document_id
    WHERE every.id = document.id AND document.popularity <> coalesce(sold.units, 0)`,
);
