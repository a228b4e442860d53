import type { Core } from '@strapi/strapi';
import { databaseOf, type Queryable } from '../../../kernel/server/contract';
import { priceBookOf } from '../../../pricing/server/contract';
import type { Shopper } from '../domain/shopper';
import { findCart } from '../sql/find-cart';
import type { LineRow, StandingRow } from '../sql/standing';
import { tellCart } from '../sql/tell-cart';
import { changeCart, type CartWork, type Claimed } from './change-cart';
import { withClaims } from './claims';
import { lockCartOf } from './open-cart';
import {
  presentCart,
  presentNoCart,
  presentOptions,
  type CartView,
  type OptionView,
} from './present-cart';
import { priceCart, priceNoCart } from './price-cart';

export interface ReadCart {
  view: CartView;
  /** Public id, for the token; undefined where there is no cart. */
  publicId: string | undefined;
}

/**
 * The shopper's open cart. Lines whose hold has expired are held again where that can be.
 */
export async function readCart(
  strapi: Core.Strapi,
  shopper: Shopper,
  origin: string | null,
): Promise<ReadCart> {
  const database = databaseOf(strapi);
  const standing = await standingOf(strapi, shopper);
  if (standing.lines.some(canBeHeldAgain)) {
    return withClaims(strapi, (claims) =>
      database.transaction((tx) => holdAgain({ strapi, tx, claims, shopper, origin, shown: true })),
    );
  }
  await tell(database, standing);
  return presentStanding(strapi, database, standing);
}

/** The ways in which the shopper's cart, or the first one they would make, can be shipped. */
export async function optionsFor(strapi: Core.Strapi, shopper: Shopper): Promise<OptionView[]> {
  const { cart, shop, lines } = await standingOf(strapi, shopper);
  const prices = priceBookOf(strapi);
  const database = databaseOf(strapi);
  if (cart?.status !== 'open') {
    return presentOptions(shop.currency, await priceNoCart(prices, database, shop));
  }
  return presentOptions(cart.currency, await priceCart(prices, database, cart, shop, lines));
}

/** What the shopper's cart comes to as it stands, in minor units; 0 where there is none. */
export async function costOf(
  strapi: Core.Strapi,
  shopper: Pick<Shopper, 'customerId' | 'cartId'>,
): Promise<{ amount: number; currency: string }> {
  const standing = await standingOf(strapi, shopper);
  const { view } = await presentStanding(strapi, databaseOf(strapi), standing);
  return { amount: view.totals.total, currency: view.currency };
}

/** The shopper's cart as it stands, without a lock. */
export async function standingOf(
  strapi: Core.Strapi,
  { customerId, cartId }: Pick<Shopper, 'customerId' | 'cartId'>,
): Promise<StandingRow> {
  const [standing] = await databaseOf(strapi).query(findCart, [customerId, cartId]);
  if (standing === undefined) throw new Error('The shop has no settings');
  return standing;
}

/** Shows the cart of a standing, or an empty one where there is none. */
export async function presentStanding(
  strapi: Core.Strapi,
  database: Queryable,
  { cart, shop, lines }: StandingRow,
): Promise<ReadCart> {
  const prices = priceBookOf(strapi);
  if (cart?.status !== 'open') {
    const nothing = await priceNoCart(prices, database, shop);
    return { view: presentNoCart(shop.currency, nothing), publicId: undefined };
  }
  const quote = await priceCart(prices, database, cart, shop, lines);
  return { view: presentCart(cart, lines, quote), publicId: cart.public_id };
}

const canBeHeldAgain = (line: LineRow): boolean => line.reserved_until === null && line.for_sale;

/** Notes what the shopper is shown that they did not know. */
async function tell(db: Queryable, { cart, lines }: StandingRow): Promise<void> {
  const untold = lines.filter((line) => line.told_price !== line.unit_price);
  if (cart === null || (untold.length === 0 && cart.adjustments === null)) return;
  await db.query(tellCart, [
    cart.id,
    untold.map(({ id }) => id),
    untold.map((line) => line.unit_price),
    true,
  ]);
}

async function holdAgain(work: CartWork): Promise<ReadCart> {
  const standing = await lockCartOf(work.tx, work.shopper);
  const { cart } = standing;
  if (cart?.status !== 'open') return presentStanding(work.strapi, work.tx, standing);
  const taken = await Promise.all(
    standing.lines.filter(canBeHeldAgain).map(async (line) => {
      const { variant_id: variantId, store_id: storeId, quantity } = line;
      return { line, claim: await work.claims.take({ variantId, storeId, quantity }) };
    }),
  );
  const again = new Map<LineRow, string>();
  for (const { line, claim } of taken) if (claim.kind === 'claimed') again.set(line, claim.holdId);
  if (again.size === 0) {
    await tell(work.tx, standing);
    return presentStanding(work.strapi, work.tx, standing);
  }
  return changeCart(
    work,
    { ...standing, cart },
    {
      lines: standing.lines.map((line) => ({ ...line, hold_id: again.get(line) ?? line.hold_id })),
      claimed: [...again.values()].map((holdId): Claimed => ({ holdId })),
    },
  );
}
