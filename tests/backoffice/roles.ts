import { bearer, call } from '../support/http';
import type { TestShop } from '../support/shop';

interface Permission {
  action: string;
  subject: string | null;
}

/** The roles of staff, as the panel lists them. */
export async function rolesOf(shop: TestShop): Promise<{ id: number; code: string }[]> {
  const headers = bearer(await shop.adminToken());
  const { body } = await call('GET', `${shop.url}/admin/roles`, { headers });
  return body.data as { id: number; code: string }[];
}

export async function roleOf(shop: TestShop, code: string): Promise<{ id: number; code: string }> {
  const role = (await rolesOf(shop)).find((candidate) => candidate.code === code);
  if (role === undefined) throw new Error(`There is no role ${code}`);
  return role;
}

/** What staff of a role may do, on which types. */
export async function permissionsOf(shop: TestShop, code: string): Promise<Permission[]> {
  const { id } = await roleOf(shop, code);
  const headers = bearer(await shop.adminToken());
  const path = `${shop.url}/admin/roles/${id}/permissions`;
  return (await call('GET', path, { headers })).body.data as Permission[];
}
