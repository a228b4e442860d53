import { Refusal, type Queryable, type Transaction } from '../../../../kernel/server/contract';
import type { ProfileRow } from '../../domain/profile';
import { readProfile } from '../../sql/read-profile';
import { updateProfile } from '../../sql/update-profile';
import { tellUpdated } from './tell-updated';

/** What is to change; what is left out stays, and null takes the telephone number away. */
export interface ProfileChanges {
  firstName?: string | undefined;
  lastName?: string | undefined;
  phone?: string | null | undefined;
}

/** @throws Refusal INVALID_TOKEN where the account has been deleted meanwhile */
export async function profileOf(db: Queryable, userId: number): Promise<ProfileRow> {
  const [row] = await db.query(readProfile, [userId]);
  return present(row);
}

/** @throws Refusal INVALID_TOKEN where the account has been deleted meanwhile */
export async function changeProfile(
  tx: Transaction,
  userId: number,
  { firstName, lastName, phone }: ProfileChanges,
): Promise<ProfileRow> {
  const [row] = await tx.query(updateProfile, [
    userId,
    firstName ?? null,
    lastName ?? null,
    phone === null ? '' : (phone ?? null),
  ]);
  const changed = present(row);
  await tellUpdated(tx, changed.document_id);
  return changed;
}

function present(row: ProfileRow | undefined): ProfileRow {
  if (row === undefined) throw new Refusal('INVALID_TOKEN', 'This account is gone.');
  return row;
}
