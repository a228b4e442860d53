import type { Queryable } from '../../kernel/server/contract';
import { managedStores } from './sql/managed-stores';

export { callerKey, type Caller, type Customer, type Operator } from './domain/caller';
export { addressBody, type Address } from './domain/address-body';
export { emailAddress } from './domain/password';
export { phoneNumber } from './domain/phone';
export { guardUsersPermissions } from './services/guard-users-permissions';
export { identify, requireOperator } from './services/identify';
export { onSignIn, type SignIn } from './services/sign-ins';
export { ensureFirstAdministrator } from './services/first-administrator';
export { ensureStaffRoles, type StaffRole } from './services/staff-roles';
export { registerStaffActions, type StaffAction } from './services/staff-actions';

/**
 * The stores whose orders a member of staff may move, as document ids.
 *
 * @param adminUserId numeric id of the admin panel's user
 */
export async function storesManagedBy(db: Queryable, adminUserId: number): Promise<Set<string>> {
  const stores = await db.query(managedStores, [adminUserId]);
  return new Set(stores.map((store) => store.document_id));
}
