import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  openStores,
  operatorOf,
  OWN_STORES,
  registerStaffActions,
} from '../../../accounts/server/contract';
import { storesAskedFor } from '../../../orders/server/contract';

const READ = 'plugin::analytics.figures.read';

/** Makes the permissions tickable per role in the admin panel. */
export async function registerFigureActions(strapi: Core.Strapi): Promise<void> {
  await registerStaffActions(strapi, {
    pluginName: 'analytics',
    subCategory: 'figures',
    actions: {
      'figures.read': 'See the figures of the whole shop',
      [`figures.read${OWN_STORES}`]: 'See the figures of the stores one manages',
    },
  });
}

/**
 * The stores whose figures a caller is shown; null for all.
 *
 * @param storeId the one that is asked for
 * @throws Refusal UNAUTHENTICATED, FORBIDDEN
 */
export async function storesShown(
  strapi: Core.Strapi,
  ctx: Context,
  storeId: string | undefined,
): Promise<string[] | null> {
  const open = await openStores(strapi, await operatorOf(strapi, ctx), READ);
  return storesAskedFor(open, storeId);
}
