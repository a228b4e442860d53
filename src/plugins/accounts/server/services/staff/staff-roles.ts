import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { lockStart } from '../../sql/lock-start';

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
  /** Content type → fields that it does not even see. */
  unseen?: Readonly<Record<string, readonly string[]>>;
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
  create(role: object): Promise<{ id: number }>;
  assignPermissions(roleId: number, permissions: Permission[]): Promise<unknown>;
}

interface ContentTypeService {
  getNestedFields(model: unknown, options: object): string[];
}

/** The roles that Strapi makes in a new shop, with rights to all content there is: money and customers too. */
const STRAPIS_EDITORS = ['strapi-editor', 'strapi-author'];

/**
 * Makes the roles that are missing, with their permissions. One that exists is left as it is: the
 * shop's own edits win. Where all are missing, the shop is new, and Strapi's own roles are cut down.
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
    const codes = await strapi.db.query('admin::role').findMany({ select: ['code'] });
    const known = new Set(codes.map(({ code }: { code: string }) => code));
    const missing = roles.filter(({ code }) => !known.has(code));
    if (missing.length === 0) return;
    // All of it or nothing: what a process that dies leaves half made would be taken for the shop's edits.
    await strapi.db.transaction(async () => {
      if (missing.length === roles.length) await trimEditors(strapi, editorial);
      for (const role of missing) await makeRole(strapi, role);
    });
  });
}

async function trimEditors(strapi: Core.Strapi, editorial: readonly string[]): Promise<void> {
  await strapi.db.query('admin::permission').deleteMany({
    where: { role: { code: { $in: STRAPIS_EDITORS } }, subject: { $notIn: editorial } },
  });
}

async function makeRole(strapi: Core.Strapi, role: StaffRole): Promise<void> {
  const { code, name, description, content, actions } = role;
  const service = strapi.service('admin::role') as RoleService;
  const { id } = await service.create({ code, name, description });
  const permissions = [
    ...Object.entries(content).flatMap(([subject, rights]) =>
      rights.map((right) => contentPermission(strapi, role, subject, right)),
    ),
    ...actions.map((action) => ({ action, subject: null, properties: {}, conditions: [] })),
  ];
  await service.assignPermissions(id, permissions);
}

function contentPermission(
  strapi: Core.Strapi,
  { seenOnly = {}, unseen = {}, onlyWhere = {} }: StaffRole,
  subject: string,
  right: ContentRight,
): Permission {
  const contentTypes = strapi.service('admin::content-type') as ContentTypeService;
  const model = strapi.contentTypes[subject as keyof typeof strapi.contentTypes];
  const hasFields = right === 'create' || right === 'read' || right === 'update';
  const all = contentTypes
    .getNestedFields(model, { components: strapi.components })
    .filter((field) => !unseen[subject]?.includes(field));
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
