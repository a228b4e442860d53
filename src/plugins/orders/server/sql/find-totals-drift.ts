import { statement } from '../../../kernel/server/contract';

/**
 * Orders whose amounts are not those of their lines. Of the discount and the tax, what the lines do
 * not have is the shipping's.
 */
export const findTotalsDrift = statement<
  [],
  { number: string; total: number; should: number; parts_differ: boolean }
>(
  'orders.find_totals_drift',
  `SELECT orders.number, orders.total, whole.should,
          orders.subtotal <> lines.subtotal
            OR orders.discount_total - lines.discount NOT BETWEEN 0 AND orders.shipping_total
            OR orders.tax_total - lines.tax NOT BETWEEN 0 AND orders.shipping_total AS parts_differ
     FROM orders
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(subtotal), 0)::bigint AS subtotal,
             coalesce(sum(discount), 0)::bigint AS discount,
             coalesce(sum(tax), 0)::bigint AS tax,
             coalesce(sum(total), 0)::bigint AS total
        FROM order_lines
       WHERE order_id = orders.id
    ) lines
    CROSS JOIN LATERAL (
      SELECT lines.total + orders.shipping_total - (orders.discount_total - lines.discount)
             + CASE WHEN orders.tax_included THEN 0 ELSE orders.tax_total - lines.tax END
             + orders.rounding_total AS should
    ) whole
    WHERE orders.total <> whole.should
       OR orders.subtotal <> lines.subtotal
       OR orders.discount_total - lines.discount NOT BETWEEN 0 AND orders.shipping_total
       OR orders.tax_total - lines.tax NOT BETWEEN 0 AND orders.shipping_total
    ORDER BY orders.number`,
);
