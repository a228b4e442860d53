import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import type { DeliveryType } from '../../../pricing/server/contract';
import { findStrays } from '../sql/find-strays';
import { changeCart } from './change-cart';
import { withClaims } from './claims';
import { describeCart } from './describe-cart';
import { lockCartOf } from './open-cart';
import type { Shopper } from '../domain/shopper';

/**
 * Brings the goods of an open cart to the store that an order is for, before the order's own
 * transaction. It does nothing where they are there already, so an order may ask for it each time.
 *
 * @param storeId document id; without it the cart's own store, where it has one
 * @throws Refusal STORE_NOT_FOUND, PICKUP_UNAVAILABLE, SHIPPING_UNAVAILABLE, INSUFFICIENT_STOCK
 */
export async function gatherGoods(
  strapi: Core.Strapi,
  shopper: Shopper,
  {
    storeId,
    deliveryType,
  }: { storeId?: string | undefined; deliveryType?: DeliveryType | undefined },
): Promise<void> {
  const database = databaseOf(strapi);
  const [stray] = await database.query(findStrays, [
    shopper.customerId,
    shopper.cartId,
    storeId ?? null,
  ]);
  if (stray === undefined) return;
  await withClaims(strapi, (claims) =>
    database.transaction(async (tx) => {
      const cart = await lockCartOf(tx, shopper);
      if (cart?.status !== 'open') return;
      await changeCart(strapi, { tx, claims, cart }, shopper.customerId, (work) =>
        describeCart(work, { storeId: stray.store_document_id, deliveryType }),
      );
    }),
  );
}
