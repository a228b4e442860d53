import type { Core } from '@strapi/strapi';

export interface StaffAction {
  /** `order.update`; with the plugin's name before it, it is the permission's id. */
  uid: string;
  /** What a merchandiser reads beside the tick box. */
  displayName: string;
  pluginName: string;
  subCategory: string;
}

/** What we use of Strapi's own service. */
interface PermissionService {
  actionProvider: {
    registerMany(actions: readonly (StaffAction & { section: string })[]): Promise<unknown>;
  };
}

/**
 * Registers permissions of a plugin, so that they are ticked per role in the admin panel
 * (Settings, Roles, Plugins). The id is `plugin::<pluginName>.<uid>`.
 */
export async function registerStaffActions(
  strapi: Core.Strapi,
  actions: readonly StaffAction[],
): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as unknown as PermissionService;
  await actionProvider.registerMany(actions.map((action) => ({ section: 'plugins', ...action })));
}
