import { statement } from '../../../kernel/server/contract';

export interface ClaimedMessage {
  document_id: string;
  kind: string;
  channel: string;
  recipient: string;
  language: string | null;
  parameters: Record<string, unknown>;
  attempts: number;
  queued_at: Date;
  /** Whether an earlier try may have reached the provider without our knowing. */
  in_doubt: boolean;
}

/** Seconds that a sender may take; afterwards it is taken for dead. */
const LEASE_SECONDS = 120;

/**
 * Takes a message for sending. No row for one that is sent, that somebody else is sending, or whose
 * time has not come. One that was left in the middle, or whose try ended without an answer, comes back
 * marked.
 */
export const claimMessage = statement<[documentId: string], ClaimedMessage>(
  'notifications.claim_message',
  `UPDATE notification_messages message
      SET state = 'sending', attempts = message.attempts + 1, updated_at = now(),
          lease_until = now() + interval '${LEASE_SECONDS} s'
     FROM (SELECT id, state, error FROM notification_messages WHERE document_id = $1 FOR UPDATE) was
    WHERE message.id = was.id
      AND (was.state IN ('queued', 'failed')
           OR (was.state = 'sending' AND message.lease_until < now()))
      AND (message.not_before IS NULL OR message.not_before <= now())
   RETURNING message.document_id, message.kind, message.channel, message.recipient,
             message.language, message.parameters, message.attempts, message.queued_at,
             was.state = 'sending' OR coalesce(was.error LIKE 'unanswered:%', false) AS in_doubt`,
);
