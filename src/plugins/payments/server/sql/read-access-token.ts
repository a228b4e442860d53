import { statement } from '../../../kernel/server/contract';

/** The access token that all processes share, with the seconds that are left of it. */
export const readAccessToken = statement<
  [provider: string],
  { token: string | null; seconds: number | null }
>(
  'payments.read_access_token',
  `SELECT token, extract(epoch FROM expires_at - now())::float8 AS seconds
     FROM payment_access_tokens WHERE provider = $1`,
);
