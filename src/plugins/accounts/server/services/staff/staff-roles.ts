import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { lockStart } from '../../sql/lock-start';
import { trimEditors } from '../../sql/trim-editors';

/** What a role may do with a content type in the content manager. */
export type ContentRight = 'create' | 'read' | 'update' | 'delete' | 'publish';

export interface StaffRole {
  /** Stable; the name may be changed in the admin panel. */
  code: string;
  name: string;
  description: string;
  /** Content type → rights. */
  content: Readonly<Record<string, readonly ContentRight[]>>;
  /** Content type → fields that it sees and does not write. */
  seenOnly?: Readonly<Record<string, readonly string[]>>;
  /** Content type → the condition, by its id, under which its rights hold. */
  onlyWhere?: Readonly<Record<string, string>>;
  /** Other permissions by their ids. */
  actions: readonly string[];
}

interface Permission {
  action: string;
  subject: string | null;
  properties: object;
  conditions: string[];
}

interface RoleService {
  findOne(where: object): Promise<{ id: number } | null>;
  create(role: object): Promise<{ id: number }>;
  assignPermissions(roleId: number, permissions: Permission[]): Promise<unknown>;
}

interface ContentTypeService {
  getNestedFields(model: unknown, options: object): string[];
}

/**
 * Makes the roles that are missing, with their permissions. One that exists is left as it is: the
 * shop's own edits win.
 *
 * @param editorial content types that Strapi's own roles Editor and Author keep in a new shop
 */
export async function ensureStaffRoles(
  strapi: Core.Strapi,
  roles: readonly StaffRole[],
  editorial: readonly string[],
): Promise<void> {
  await databaseOf(strapi).transaction(async (tx) => {
    await tx.query(lockStart, []);
    const made = await makeMissing(strapi, roles);
    if (made === roles.length) await tx.query(trimEditors, [editorial]);
  });
}

/** @returns how many there were to make: all of them in a new shop */
async function makeMissing(strapi: Core.Strapi, roles: readonly StaffRole[]): Promise<number> {
  const service = strapi.service('admin::role') as RoleService;
  let made = 0;
  for (const role of roles) {
    const { code, name, description, content, actions } = role;
    if ((await service.findOne({ code })) !== null) continue;
    made += 1;
    const { id } = await service.create({ code, name, description });
    const permissions = [
      ...Object.entries(content).flatMap(([subject, rights]) =>
        rights.map((right) => contentPermission(strapi, role, subject, right)),
      ),
      ...actions.map((action) => ({ action, subject: null, properties: {}, conditions: [] })),
    ];
    await service.assignPermissions(id, permissions);
  }
  return made;
}

function contentPermission(
  strapi: Core.Strapi,
  { seenOnly = {}, onlyWhere = {} }: StaffRole,
  subject: string,
  right: ContentRight,
): Permission {
  const contentTypes = strapi.service('admin::content-type') as ContentTypeService;
  const model = strapi.contentTypes[subject as keyof typeof strapi.contentTypes];
  const hasFields = right === 'create' || right === 'read' || right === 'update';
  const all = contentTypes.getNestedFields(model, { components: strapi.components });
  const fields =
    right === 'read' ? all : all.filter((field) => !seenOnly[subject]?.includes(field));
  const condition = onlyWhere[subject];
  return {
    action: `plugin::content-manager.explorer.${right}`,
    subject,
    properties: hasFields ? { fields } : {},
    conditions: condition === undefined ? [] : [condition],
  };
}
