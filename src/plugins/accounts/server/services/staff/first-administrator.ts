import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig } from '../../../../kernel/server/contract';
import { lockStart } from '../../sql/lock-start';

interface AdminServices {
  user: { exists(): Promise<boolean>; create(user: object): Promise<unknown> };
  role: { getSuperAdmin(): Promise<{ id: number } | null> };
}

/**
 * Makes the administrator of `DUKA_ADMIN_EMAIL` and `DUKA_ADMIN_PASSWORD` where there is none yet.
 */
export async function ensureFirstAdministrator(strapi: Core.Strapi): Promise<void> {
  const { email, password } = dukaConfig(strapi).firstAdministrator;
  if (email === undefined || password === undefined) return;
  await databaseOf(strapi).transaction(async (tx) => {
    await tx.query(lockStart, []);
    await makeAdministrator(strapi, email, password);
  });
}

async function makeAdministrator(
  strapi: Core.Strapi,
  email: string,
  password: string,
): Promise<void> {
  const user = strapi.service('admin::user') as AdminServices['user'];
  const role = strapi.service('admin::role') as AdminServices['role'];
  if (await user.exists()) return;
  const superAdmin = await role.getSuperAdmin();
  if (superAdmin === null) throw new Error('Strapi has no role of super administrator');
  await user.create({
    email: email.toLowerCase(),
    firstname: 'Duka',
    lastname: 'Administrator',
    password,
    registrationToken: null,
    isActive: true,
    roles: [superAdmin.id],
  });
  strapi.log.info(`Made the first administrator, ${email}`);
}
