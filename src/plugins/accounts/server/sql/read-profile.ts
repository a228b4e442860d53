import { statement } from '../../../kernel/server/contract';
import type { ProfileRow } from '../domain/profile';

/** Reads what customers see of their own accounts. */
export const readProfile = statement<[userId: number], ProfileRow>(
  'accounts.read_profile',
  `SELECT document_id, email, first_name, last_name, phone, confirmed, created_at
     FROM up_users
    WHERE id = $1`,
);
