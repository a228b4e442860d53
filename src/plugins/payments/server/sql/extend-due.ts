import { statement } from '../../../kernel/server/contract';

/**
 * Lets the order of a payment wait for it: for so many seconds from now, but no longer than the
 * ceiling since the order was placed. What the shop's settings say goes before what is given.
 *
 * @param holdSeconds as long as a cart holds its goods
 * @param seconds at least so long
 */
export const extendDue = statement<
  [paymentId: string, holdSeconds: number, seconds: number, ceilingSeconds: number],
  never
>(
  'payments.extend_due',
  `UPDATE payments payment
      SET due_at = least(
            now() + make_interval(secs => greatest(rules.hold, $3)),
            orders.placed_at + make_interval(secs => greatest(rules.hold, rules.ceiling)))
     FROM orders, (SELECT coalesce(hold_minutes * 60, $2) AS hold,
                          coalesce(hold_ceiling_minutes * 60, $4) AS ceiling
                     FROM shop_settings ORDER BY id LIMIT 1) rules
    WHERE payment.document_id = $1 AND orders.id = payment.order_id`,
);
