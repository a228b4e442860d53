import { statement } from '../../../kernel/server/contract';

/**
 * Takes from the roles that Strapi makes for editors and authors what they may do with content of any
 * other type. Strapi gives them all there is, money and customers included.
 */
export const trimEditors = statement<[keptTypes: readonly string[]], never>(
  'accounts.trim_editors',
  `DELETE FROM admin_permissions
    USING admin_permissions_role_lnk link
     JOIN admin_roles role ON role.id = link.role_id
    WHERE link.permission_id = admin_permissions.id
      AND role.code IN ('strapi-editor', 'strapi-author')
      AND admin_permissions.subject <> ALL ($1::text[])`,
);
