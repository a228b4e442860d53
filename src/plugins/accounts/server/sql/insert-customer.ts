import { statement } from '../../../kernel/server/contract';

/**
 * Writes a customer and the role "authenticated", as users-permissions would. No row comes back where
 * the address is taken.
 */
export const insertCustomer = statement<
  [
    documentId: string,
    email: string,
    passwordHash: string,
    firstName: string,
    lastName: string,
    phone: string | null,
  ],
  { id: number }
>(
  'accounts.insert_customer',
  `WITH customer AS (
     INSERT INTO up_users
            (document_id, username, email, password, first_name, last_name, phone,
             provider, confirmed, blocked, created_at, updated_at, published_at)
     VALUES ($1, $2, $2, $3, $4, $5, $6, 'local', false, false, now(), now(), now())
     ON CONFLICT DO NOTHING
     RETURNING id
   ), granted AS (
     INSERT INTO up_users_role_lnk (user_id, role_id, user_ord)
     SELECT customer.id, role.id, 1 FROM customer JOIN up_roles role ON role.type = 'authenticated'
   )
   SELECT id FROM customer`,
);
