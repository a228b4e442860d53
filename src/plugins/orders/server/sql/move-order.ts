import { statement } from '../../../kernel/server/contract';

/**
 * Moves an order to a state where it is in one of those that may come before: a compare-and-set on
 * the locked row. A row comes back for every order that is there, moved or not.
 */
export const moveOrder = statement<
  [documentId: string, to: string, froms: string[]],
  {
    id: number;
    number: string;
    from: string;
    payment_status: string;
    coupon_code: string | null;
    moved: boolean;
    updated_at: Date;
  }
>(
  'orders.move',
  `WITH prior AS MATERIALIZED (
     SELECT id, number, state, payment_status, coupon_code FROM orders WHERE document_id = $1 FOR UPDATE
   ), moved AS (
     UPDATE orders
        SET state = $2, updated_at = now()
       FROM prior
      WHERE orders.id = prior.id AND prior.state = ANY($3::text[])
     RETURNING orders.id
   )
   SELECT prior.id, prior.number, prior.state AS "from", prior.payment_status,
          prior.coupon_code, moved.id IS NOT NULL AS moved, now() AS updated_at
     FROM prior
     LEFT JOIN moved USING (id)`,
);
