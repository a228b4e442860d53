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
 * Takes messages that wait to be worked, the oldest first. They are due again after a minute, where
 * whoever took them does not come back.
 */
export const takeMessages = statement<[most: number, providers: string[]], MessageRow>(
  'payments.take_messages',
  `UPDATE payment_messages
      SET next_try_at = now() + interval '60 s', tries = tries + 1, updated_at = now()
    WHERE id IN (
      SELECT id FROM payment_messages
       WHERE next_try_at <= now() AND provider = ANY($2::text[])
       ORDER BY next_try_at
       LIMIT $1
         FOR UPDATE SKIP LOCKED)
   RETURNING document_id, provider, event_id, type, verified_by, body, params, tries`,
);
