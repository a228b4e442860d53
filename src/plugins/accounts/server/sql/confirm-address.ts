import { statement } from '../../../kernel/server/contract';

/** Takes an address for verified: a token came back that was sent there. */
export const confirmAddress = statement<[userId: number], never>(
  'accounts.confirm_address',
  `UPDATE up_users
      SET confirmed = true, confirmation_token = NULL, updated_at = now()
    WHERE id = $1 AND confirmed IS NOT TRUE`,
);
