import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { openStores, operatorOf } from '../../../accounts/server/contract';
import { storesAskedFor } from '../../../orders/server/contract';
import { READ_FIGURES } from './permissions';

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
  const open = await openStores(strapi, await operatorOf(strapi, ctx), READ_FIGURES);
  return storesAskedFor(open, storeId);
}
