import type { Core } from '@strapi/strapi';

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

const ID = /^plugin::([^.]+)\.(.+)$/;

/**
 * Registers permissions of a plugin, so that they are ticked per role in the admin panel
 * (Settings, Roles, Plugins).
 *
 * @param subCategory what stands above them there
 * @param actions by their ids, such as `plugin::orders.order.move`: what a merchandiser reads beside the
 *   tick box
 */
export async function registerStaffActions(
  strapi: Core.Strapi,
  subCategory: string,
  actions: Readonly<Record<string, string>>,
): Promise<void> {
  const { actionProvider } = strapi.service('admin::permission') as PermissionService;
  await actionProvider.registerMany(
    Object.entries(actions).map(([id, displayName]) => {
      const [, pluginName = '', uid = ''] = ID.exec(id) ?? [];
      return { section: 'plugins', pluginName, subCategory, uid, displayName };
    }),
  );
}
