import { statement } from '../../../kernel/server/contract';

/** Orders whose amounts are not those of their lines. */
export const findTotalsDrift = statement<
  [],
  { number: string; total: number; shipping: number; lines: number; parts_differ: boolean }
>(
  'orders.find_totals_drift',
  `SELECT orders.number, orders.total, orders.shipping_total AS shipping,
          coalesce(sum(line.total), 0)::bigint AS lines,
          orders.subtotal <> coalesce(sum(line.subtotal), 0)
            OR orders.discount_total <> coalesce(sum(line.discount), 0)
            OR orders.tax_total <> coalesce(sum(line.tax), 0) AS parts_differ
     FROM orders
     LEFT JOIN order_lines line ON line.order_id = orders.id
    GROUP BY orders.id
   HAVING orders.total <> coalesce(sum(line.total), 0) + orders.shipping_total
       OR orders.subtotal <> coalesce(sum(line.subtotal), 0)
       OR orders.discount_total <> coalesce(sum(line.discount), 0)
       OR orders.tax_total <> coalesce(sum(line.tax), 0)
    ORDER BY orders.number`,
);
