import { statement } from '../../../kernel/server/contract';

/**
 * Takes goods for an order that has none any more: all of them, or none. A row comes back for each
 * stock row that has too little, or that is not there.
 */
export const allocateAnew = statement<
  [
    orderId: string,
    holdIds: string[],
    orderLineIds: string[],
    variantIds: number[],
    storeIds: number[],
    quantities: number[],
  ],
  { variant_id: number; store_id: number }
>(
  'inventory.allocate_anew',
  `WITH wanted AS (
     SELECT * FROM unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[])
       AS wanted (hold_id, order_line_id, variant_id, store_id, quantity)
   ), due AS (
     SELECT variant_id, store_id, sum(quantity) AS quantity FROM wanted GROUP BY variant_id, store_id
   ), stock AS MATERIALIZED (
     SELECT level.id, level.variant_id, level.store_id, due.quantity,
            level.backorderable OR level.on_hand - level.reserved >= due.quantity AS enough
       FROM stock_levels level
       JOIN due USING (variant_id, store_id)
      ORDER BY level.id
        FOR NO KEY UPDATE OF level
   ), short AS (
     SELECT due.variant_id, due.store_id
       FROM due
       LEFT JOIN stock USING (variant_id, store_id)
      WHERE stock.enough IS NOT TRUE
   ), held AS (
     INSERT INTO holds (id, stock_level_id, quantity, state, expires_at, order_id, order_line_id)
     SELECT wanted.hold_id, stock.id, wanted.quantity, 'allocated', now(), $1, wanted.order_line_id
       FROM wanted
       JOIN stock USING (variant_id, store_id)
      WHERE NOT EXISTS (SELECT FROM short)
   ), taken AS (
     UPDATE stock_levels level SET reserved = level.reserved + stock.quantity
       FROM stock
      WHERE level.id = stock.id AND NOT EXISTS (SELECT FROM short)
   )
   SELECT variant_id, store_id FROM short`,
);
