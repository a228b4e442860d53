import { statement } from '../../../kernel/server/contract';

/** Gives an account another password; a link to set one by mail is worth nothing any more. */
export const changePassword = statement<
  [userId: number, passwordHash: string],
  { document_id: string }
>(
  'accounts.change_password',
  `UPDATE up_users
      SET password = $2, reset_password_token = NULL, updated_at = now()
    WHERE id = $1 AND deleted_at IS NULL
   RETURNING document_id`,
);
