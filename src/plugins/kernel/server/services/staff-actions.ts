import type { Core } from '@strapi/strapi';

/** Permissions of a plugin, as they stand together in the admin panel. */
interface StaffActions {
  pluginName: string;
  subCategory: string;
  /** What a merchandiser reads beside the tick box, by `order.move` and the like. */
  actions: Readonly<Record<string, string>>;
}

/** What we use of Strapi's own service. */
interface PermissionService {
  actionProvider: {
    registerMany(
      actions: readonly {
        section: string;
        pluginName: string;
        subCategory: string;
        uid: string;
        displayName: string;
      }[],
    ): Promise<unknown>;
  };
}

/**
 * Registers permissions of a plugin, so that they are ticked per role in the admin panel
 * (Settings, Roles, Plugins). The id of each is `plugin::<pluginName>.<its name>`.
 */
export async function registerStaffActions(
  strapi: Core.Strapi,
  { pluginName, subCategory, actions }: StaffActions,
): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as PermissionService;
  await actionProvider.registerMany(
    Object.entries(actions).map(([uid, displayName]) => ({
      section: 'plugins',
      pluginName,
      subCategory,
      uid,
      displayName,
    })),
  );
}
