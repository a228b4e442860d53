import { statement } from '../../../kernel/server/contract';

/**
 * An endpoint's receiver has not taken a message. Where it has taken none for so many days, or says
 * itself that it is gone for good, the endpoint is switched off; then it comes back.
 */
export const noteFailure = statement<
  [endpointId: number, gone: boolean, days: number],
  { document_id: string; url: string; off_reason: string }
>(
  'webhooks.note_failure',
  `WITH failing AS (
     UPDATE webhook_endpoints
        SET failing_since = coalesce(failing_since, now()),
            active = NOT coalesce($2::boolean OR failing_since < now() - make_interval(days => $3::int), false),
            off_reason = CASE
              WHEN $2::boolean THEN 'Its receiver answered 410: it is gone for good.'
              WHEN failing_since < now() - make_interval(days => $3::int)
              THEN 'Its receiver took nothing for ' || $3::int || ' days.' END
      WHERE id = $1 AND active
     RETURNING document_id, url, active, off_reason
   )
   SELECT document_id, url, off_reason FROM failing WHERE NOT active`,
);
