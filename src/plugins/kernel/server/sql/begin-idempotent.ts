import { statement } from '../database/statement';

/**
 * Takes the key's advisory lock for this transaction and reads what an earlier call stored. The row
 * may have been committed between the statement's snapshot and the lock; the insert at the end finds
 * that out.
 */
export const beginIdempotent = statement<
  [lock: string, keyHash: Buffer],
  {
    locked: boolean;
    fingerprint: Buffer | null;
    status: number | null;
    body: unknown;
    subject: string | null;
    request_key: string | null;
  }
>(
  'kernel.begin_idempotent',
  `SELECT pg_try_advisory_xact_lock($1::bigint) AS locked,
          stored.fingerprint, stored.status, stored.body, stored.subject, stored.request_key
     FROM (VALUES (1)) AS call
     LEFT JOIN idempotency_keys stored ON stored.key_hash = $2 AND stored.expires_at > now()`,
);
