import type { Core } from '@strapi/strapi';
import { newDocumentId, Refusal, type Transaction } from '../../../../kernel/server/contract';
import type { Marketing } from '../../domain/kinds';
import { masked } from '../../domain/mask';
import { findGoods } from '../../sql/find-goods';
import { subscribe } from '../../sql/subscribe';
import { messageSettings } from '../settings';

/**
 * Notes that somebody wants to be told, once, when a SKU is back or costs less.
 *
 * @throws Refusal SKU_NOT_FOUND, STORE_NOT_FOUND
 */
export async function subscribeTo(
  strapi: Core.Strapi,
  tx: Transaction,
  wish: Marketing,
  {
    sku,
    email,
    storeId,
    language,
  }: {
    sku: string;
    email: string;
    storeId?: string | undefined;
    language?: string | undefined;
  },
): Promise<{ sku: string; storeId: string | null }> {
  const [goods] = await tx.query(findGoods, [sku, storeId ?? null]);
  if (goods === undefined) throw new Refusal('SKU_NOT_FOUND', 'No variant has this SKU.', { sku });
  if (storeId !== undefined && goods.store === null) {
    throw new Refusal('STORE_NOT_FOUND', 'There is no such store.', { storeId });
  }
  const { currency } = await messageSettings(strapi, tx);
  await tx.query(subscribe, [
    newDocumentId(),
    wish,
    sku,
    storeId ?? null,
    email,
    masked(email),
    language ?? null,
    currency,
    goods.price,
  ]);
  return { sku, storeId: storeId ?? null };
}
