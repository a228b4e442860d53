import { statement } from '../../../kernel/server/contract';

/**
 * Takes the recipient out of messages about a customer's orders, and deletes other messages to the
 * customer. One about an order that waits to be sent is not sent any more.
 */
export const forgetMessages = statement<
  [
    /** In lower case; only messages to these are looked at. */
    recipients: string[],
    /** The address that is theirs for sure, whatever a message to it is about. */
    own: string | null,
    orderIds: string[],
    customerId: string,
    ofOrders: readonly string[],
    ofAccounts: readonly string[],
    ofStaff: readonly string[],
  ],
  never
>(
  'notifications.forget_messages',
  `WITH theirs AS MATERIALIZED (
     SELECT id, kind = ANY ($5::text[]) AS of_order
       FROM notification_messages
      WHERE lower(recipient) = ANY ($1::text[]) AND kind <> ALL ($7::text[])
        AND (lower(recipient) = $2::text
             OR (kind = ANY ($5::text[]) AND parameters ->> 'orderId' = ANY ($3::text[]))
             OR (kind = ANY ($6::text[]) AND parameters ->> 'customerId' = $4::text))
      ORDER BY id
        FOR UPDATE
   ), gone AS (
     DELETE FROM notification_messages WHERE id IN (SELECT id FROM theirs WHERE NOT of_order)
   )
   UPDATE notification_messages
      SET recipient = 'deleted', recipient_shown = 'deleted', dedupe_key = 'deleted:' || document_id,
          state = CASE WHEN state = 'queued' THEN 'suppressed' ELSE state END,
          error = CASE WHEN state = 'queued' THEN 'The customer has deleted the account.'
                       ELSE error END,
          updated_at = now()
    WHERE id IN (SELECT id FROM theirs WHERE of_order)`,
);
