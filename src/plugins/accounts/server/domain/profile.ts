/** A customer as the database has it, without anything secret. */
export interface ProfileRow {
  document_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  confirmed: boolean | null;
  created_at: Date;
}

/** What a customer sees of the own account: the contract's `user`. */
export function presentProfile(row: ProfileRow) {
  return {
    documentId: row.document_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    confirmed: row.confirmed ?? false,
    createdAt: row.created_at.toISOString(),
  };
}
