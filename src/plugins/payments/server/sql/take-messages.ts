import { statement } from '../../../kernel/server/contract';

export interface MessageRow {
  document_id: string;
  provider: string;
  event_id: string;
  type: string;
  /** Null for one that is not believed yet. */
  verified_by: string | null;
  body: string;
  params: Record<string, string>;
  tries: number;
}

/**
 * Takes messages of a provider that wait to be worked, the oldest first. They are due again after a minute, where
 * whoever took them does not come back.
 */
export const takeMessages = statement<[most: number, provider: string], MessageRow>(
  'payments.take_messages',
  `WITH taken AS (
     UPDATE payment_messages
        SET next_try_at = now() + interval '60 s', tries = tries + 1, updated_at = now()
      WHERE id IN (
        SELECT id FROM payment_messages
         WHERE next_try_at <= now() AND provider = $2
         ORDER BY next_try_at
         LIMIT $1
           FOR UPDATE SKIP LOCKED)
     RETURNING *
   )
   SELECT document_id, provider, event_id, type, verified_by, body, params, tries
     FROM taken
    ORDER BY id`,
);
