import { statement } from '../../../kernel/server/contract';
import { nextUpdate } from './next-update';
import { waitsForMoney } from './waits-for-money';

/**
 * Moves an order to a state where it is in one of those that may come before: a compare-and-set on
 * the locked row. A row comes back for every order that is there, moved or not; `stopped` where a
 * dispute stands against it, `unpaid` where its goods stay until it is paid.
 */
export const moveOrder = statement<
  [
    documentId: string,
    to: string,
    froms: string[],
    stoppedByDispute: readonly string[],
    needsMoney: readonly string[],
  ],
  {
    id: number;
    number: string;
    from: string;
    payment_status: string;
    coupon_code: string | null;
    stopped: boolean;
    unpaid: boolean;
    /** Null where it was not moved. */
    moved_at: Date | null;
  }
>(
  'orders.move',
  `WITH prior AS MATERIALIZED (
     SELECT id, number, state, payment_status, coupon_code,
            disputed AND state <> 'shipped' AND $2 = ANY($4::text[]) AS stopped,
            ${waitsForMoney} AND state <> 'shipped' AND $2 = ANY($5::text[]) AS unpaid
       FROM orders WHERE document_id = $1 FOR UPDATE
   ), moved AS (
     UPDATE orders
        SET state = $2, updated_at = ${nextUpdate}
       FROM prior
      WHERE orders.id = prior.id AND prior.state = ANY($3::text[])
        AND NOT prior.stopped AND NOT prior.unpaid
     RETURNING orders.id, orders.updated_at
   )
   SELECT prior.id, prior.number, prior.state AS "from", prior.payment_status,
          prior.coupon_code, prior.stopped, prior.unpaid, moved.updated_at AS moved_at
     FROM prior
     LEFT JOIN moved USING (id)`,
);
