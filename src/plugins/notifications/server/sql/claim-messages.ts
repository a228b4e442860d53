import { statement } from '../../../kernel/server/contract';

export interface ClaimedMessage {
  document_id: string;
  kind: string;
  channel: string;
  recipient: string;
  language: string | null;
  parameters: Record<string, unknown>;
  /** With the one that begins. */
  attempts: number;
  queued_at: Date;
  /** Earlier tries that may have reached the provider without our knowing. */
  doubts: number;
  /** How long the claim lasts. */
  lease_seconds: number;
}

/** Of an SMS or a notice. */
const LEASE_SECONDS = 60;

/**
 * Takes messages for sending, until they are closed or their lease ends. No row for one that is sent or
 * given up, that somebody else is sending, or whose time has not come. One whose lease has ended may have
 * reached its provider.
 *
 * @param mailSeconds the lease of a mail, which its way decides
 */
export const claimMessages = statement<
  [documentIds: readonly string[], mailSeconds: number],
  ClaimedMessage
>(
  'notifications.claim_messages',
  `UPDATE notification_messages message
      SET state = 'sending', attempts = message.attempts + 1, updated_at = now(),
          doubts = message.doubts + (was.state = 'sending')::int,
          lease_until = now() + make_interval(secs => was.lease_seconds)
     FROM (SELECT id, state,
                  CASE channel WHEN 'email' THEN $2::int ELSE ${LEASE_SECONDS} END AS lease_seconds
             FROM notification_messages WHERE document_id = ANY ($1::text[])
            ORDER BY id FOR UPDATE) was
    WHERE message.id = was.id
      AND (was.state = 'queued' OR (was.state = 'sending' AND message.lease_until < now()))
      AND (message.not_before IS NULL OR message.not_before <= now())
   RETURNING message.document_id, message.kind, message.channel, message.recipient,
             message.language, message.parameters, message.attempts, message.queued_at,
             message.doubts, was.lease_seconds`,
);
