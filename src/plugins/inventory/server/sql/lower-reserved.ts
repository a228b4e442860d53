/**
 * Takes from `reserved` what the CTE `freed` (`stock_level_id`, `quantity`) names. Stock rows are locked
 * in the order of their ids, as everywhere, so that nobody waits in a circle.
 */
export const lowerReserved = `stock AS MATERIALIZED (
     SELECT level.id, freed.quantity
       FROM stock_levels level
       JOIN freed ON freed.stock_level_id = level.id
      ORDER BY level.id
        FOR NO KEY UPDATE OF level
   ), less_reserved AS (
     UPDATE stock_levels level SET reserved = level.reserved - stock.quantity
       FROM stock
      WHERE level.id = stock.id
   )`;
