import { statement } from '../../../kernel/server/contract';

/** Writes the states that an order went through just now. */
export const insertHistory = statement<
  [
    orderId: number,
    documentIds: string[],
    froms: (string | null)[],
    tos: string[],
    actors: string[],
    actorId: string | null,
    note: string | null,
  ],
  never
>(
  'orders.insert_history',
  `INSERT INTO order_histories (document_id, order_id, "from", "to", at, actor, actor_id, note,
                                internal, created_at, updated_at, published_at)
   SELECT document_id, $1, "from", "to", now(), actor, $6, $7, false, now(), now(), now()
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
          AS step (document_id, "from", "to", actor, turn)
    ORDER BY turn`,
);
