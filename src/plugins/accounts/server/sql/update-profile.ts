import { statement } from '../../../kernel/server/contract';
import type { ProfileRow } from '../domain/profile';

/** Changes what is given; a null leaves its column as it is. An empty phone takes it away. */
export const updateProfile = statement<
  [userId: number, firstName: string | null, lastName: string | null, phone: string | null],
  ProfileRow
>(
  'accounts.update_profile',
  `UPDATE up_users
      SET first_name = coalesce($2, first_name),
          last_name = coalesce($3, last_name),
          phone = CASE WHEN $4::text IS NULL THEN phone ELSE nullif($4, '') END,
          updated_at = now()
    WHERE id = $1 AND deleted_at IS NULL
   RETURNING document_id, email, first_name, last_name, phone, confirmed, created_at`,
);
