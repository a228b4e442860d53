import { statement } from '../database/statement';

/**
 * Keeps an answer under its key, which may have been bound to the same body before. No row comes back
 * where another call has stored one meanwhile.
 */
export const storeAnswer = statement<
  [
    keyHash: Buffer,
    fingerprint: Buffer,
    status: number,
    body: string,
    subject: string | null,
    keepSeconds: number,
  ],
  { status: number }
>(
  'kernel.store_answer',
  `INSERT INTO idempotency_keys AS kept
          (key_hash, fingerprint, status, body, subject, expires_at)
   VALUES ($1, $2, $3, $4::json, $5, now() + make_interval(secs => $6))
   ON CONFLICT (key_hash) DO UPDATE
      SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
          subject = excluded.subject, created_at = now(), expires_at = excluded.expires_at
    WHERE kept.expires_at <= now()
       OR (kept.status IS NULL AND kept.fingerprint = excluded.fingerprint)
   RETURNING status`,
);
