import { statement } from '../../../kernel/server/contract';

/** Writes a state that an order came into just now. */
export const insertHistory = statement<
  [
    orderId: number,
    documentId: string,
    from: string,
    to: string,
    actor: string,
    actorId: string | null,
    note: string | null,
  ],
  never
>(
  'orders.insert_history',
  `INSERT INTO order_histories (order_id, document_id, "from", "to", at, actor, actor_id, note,
                                internal, created_at, updated_at, published_at)
   VALUES ($1, $2, $3, $4, now(), $5, $6, $7, false, now(), now(), now())`,
);
