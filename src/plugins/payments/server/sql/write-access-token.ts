import { statement } from '../../../kernel/server/contract';

/** Keeps a new access token for all processes; without one, lets the next process fetch it. */
export const writeAccessToken = statement<
  [provider: string, token: string | null, seconds: number | null],
  never
>(
  'payments.write_access_token',
  `UPDATE payment_access_tokens
      SET token = coalesce($2, token),
          expires_at = coalesce(now() + make_interval(secs => $3), expires_at),
          renewed_until = NULL
    WHERE provider = $1`,
);
