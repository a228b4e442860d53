import { statement } from '../../../kernel/server/contract';

/**
 * Lets one process fetch a new access token in place of the one that it knows. No row comes back
 * where another one is at it, or has just done it.
 */
export const claimAccessToken = statement<
  [provider: string, worn: string | null],
  { provider: string }
>(
  'payments.claim_access_token',
  `INSERT INTO payment_access_tokens AS known (provider, renewed_until)
   VALUES ($1, now() + interval '10 seconds')
   ON CONFLICT (provider) DO UPDATE SET renewed_until = excluded.renewed_until
    WHERE known.token IS NOT DISTINCT FROM $2
      AND (known.renewed_until IS NULL OR known.renewed_until < now())
   RETURNING provider`,
);
