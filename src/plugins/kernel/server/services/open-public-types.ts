import type { Core } from '@strapi/strapi';
import { publicTypes } from './public-types';

const ROLES = ['public', 'authenticated'];
const PERMISSION = 'plugin::users-permissions.permission';

/**
 * Lets visitors and customers read the public types: `find` and `findOne` and nothing else. It adds
 * what is missing and takes nothing away.
 */
export async function openPublicTypes(strapi: Core.Strapi): Promise<void> {
  const actions = publicTypes(strapi).all.flatMap(({ uid }) => [`${uid}.find`, `${uid}.findOne`]);
  const roles = (await strapi.db.query('plugin::users-permissions.role').findMany({
    where: { type: { $in: ROLES } },
    populate: { permissions: { where: { action: { $in: actions } } } },
  })) as { id: number; permissions: { action: string }[] }[];
  for (const role of roles) {
    const present = new Set(role.permissions.map(({ action }) => action));
    for (const action of actions.filter((wanted) => !present.has(wanted))) {
      await strapi.db.query(PERMISSION).create({ data: { action, role: role.id } });
    }
  }
}
