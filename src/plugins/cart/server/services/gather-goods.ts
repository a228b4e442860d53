import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal } from '../../../kernel/server/contract';
import type { DeliveryType } from '../../../pricing/server/contract';
import type { Shopper } from '../domain/shopper';
import { withClaims, type Claims } from './claims';
import { describeCart, type Description } from './describe-cart';
import { notePricesTold, PriceChanged } from './known-prices';

/** How an order wants the goods of a cart; what is left out is as the cart says. */
export interface OrderWish {
  /** Document id of the store that shall supply it. */
  storeId?: string | undefined;
  deliveryType?: DeliveryType | undefined;
}

/**
 * Goods of a cart are elsewhere than its order needs them. An order only allocates what is held
 * where it is, so they are moved in a transaction of its own, and the order begins anew.
 */
export class GoodsAstray extends Refusal {
  /**
   * @param where where they shall come from
   * @param otherwise the refusal where moving them did not help
   */
  constructor(
    readonly where: Pick<Description, 'storeId' | 'deliveryType' | 'lookAround'>,
    readonly otherwise?: Refusal,
  ) {
    super('UNAVAILABLE', 'The goods are being moved just now. Try again.', {}, 1);
  }
}

const MOST_TRIES = 2;

/**
 * Runs the placing of an order, which claims stock. Where goods of the cart are astray, what it has
 * done is rolled back, they are moved, and it runs once more. Where it is refused for a price that
 * the shopper did not know, they know it from then on. See {@link withClaims}.
 *
 * @throws Refusal STORE_NOT_FOUND, PICKUP_UNAVAILABLE, SHIPPING_UNAVAILABLE or INSUFFICIENT_STOCK
 *   where they cannot be, and whatever `place` throws
 */
export async function withGoodsTogether<T>(
  strapi: Core.Strapi,
  shopper: Shopper,
  place: (claims: Claims) => Promise<T>,
): Promise<T> {
  const database = databaseOf(strapi);
  for (let tries = 1; ; tries += 1) {
    try {
      return await withClaims(strapi, place);
    } catch (error) {
      if (error instanceof PriceChanged) await notePricesTold(database, error);
      if (!(error instanceof GoodsAstray)) throw error;
      if (tries === MOST_TRIES) throw error.otherwise ?? error;
      await withClaims(strapi, (claims) =>
        database.transaction((tx) =>
          describeCart({ strapi, tx, claims, shopper, origin: null, shown: false }, error.where),
        ),
      );
    }
  }
}
