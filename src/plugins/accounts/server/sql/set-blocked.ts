import { statement } from '../../../kernel/server/contract';

/** Blocks a customer, or lets them in again. */
export const setBlocked = statement<
  [userId: number, blocked: boolean, reason: string | null],
  { document_id: string }
>(
  'accounts.set_blocked',
  `UPDATE up_users SET blocked = $2, blocked_reason = $3, updated_at = now()
    WHERE id = $1
   RETURNING document_id`,
);
