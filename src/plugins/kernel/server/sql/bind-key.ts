import { statement } from '../database/statement';

/**
 * Binds a key to a body before there is an answer. No row comes back where another call has done so
 * meanwhile.
 */
export const bindKey = statement<
  [keyHash: Buffer, fingerprint: Buffer, requestKey: string, keepSeconds: number],
  { request_key: string }
>(
  'kernel.bind_key',
  `INSERT INTO idempotency_keys AS kept (key_hash, fingerprint, request_key, expires_at)
   VALUES ($1, $2, $3, now() + make_interval(secs => $4))
   ON CONFLICT (key_hash) DO UPDATE
      SET fingerprint = excluded.fingerprint, request_key = excluded.request_key, status = NULL,
          body = NULL, subject = NULL, created_at = now(), expires_at = excluded.expires_at
    WHERE kept.expires_at <= now()
   RETURNING request_key`,
);
