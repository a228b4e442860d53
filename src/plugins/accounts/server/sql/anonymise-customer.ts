import { statement } from '../../../kernel/server/contract';

/**
 * Takes everything out of an account that tells whose it was. Mail to its address goes nowhere: the
 * domain is reserved for that (RFC 2606).
 */
export const anonymiseCustomer = statement<[userId: number], never>(
  'accounts.anonymise_customer',
  `UPDATE up_users
      SET username = document_id || '@deleted.invalid', email = document_id || '@deleted.invalid',
          password = NULL, first_name = NULL, last_name = NULL, phone = NULL, confirmed = false,
          confirmation_token = NULL, reset_password_token = NULL, blocked = true,
          blocked_reason = NULL, deleted_at = now(), updated_at = now()
    WHERE id = $1`,
);
