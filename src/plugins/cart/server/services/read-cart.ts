import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, type Transaction } from '../../../kernel/server/contract';
import { releaseHolds } from '../../../inventory/server/contract';
import { findCart } from '../sql/find-cart';
import { readLines, type LineRow } from '../sql/read-lines';
import { readShop } from '../sql/read-shop';
import { writeLines } from '../sql/write-lines';
import { attach } from './attach';
import { withClaims, type Claims } from './claims';
import { lockCartOf } from './open-cart';
import {
  presentCart,
  presentNoCart,
  presentOptions,
  type CartView,
  type OptionView,
} from './present-cart';
import type { Shopper } from '../domain/shopper';

export interface ReadCart {
  view: CartView;
  /** Public id, for the token; undefined where there is no cart. */
  publicId: string | undefined;
}

/**
 * The shopper's open cart. Lines whose hold has expired are held again where that can be.
 */
export async function readCart(strapi: Core.Strapi, shopper: Shopper): Promise<ReadCart> {
  const database = databaseOf(strapi);
  const [cart] = await database.query(findCart, [shopper.customerId, shopper.cartId]);
  if (cart?.status !== 'open') {
    const [shop] = await database.query(readShop, []);
    return { view: presentNoCart(shop?.currency ?? ''), publicId: undefined };
  }
  let lines = await database.query(readLines, [cart.id]);
  if (lines.some(canBeHeldAgain)) {
    lines = await withClaims(strapi, (claims) =>
      database.transaction((tx) => holdAgain(strapi, tx, claims, shopper)),
    );
  }
  return { view: presentCart(cart, lines, cart.expires_at), publicId: cart.public_id };
}

/** The ways in which the shopper's cart, or the first one they would make, can be shipped. */
export async function optionsFor(strapi: Core.Strapi, shopper: Shopper): Promise<OptionView[]> {
  const database = databaseOf(strapi);
  const [cart] = await database.query(findCart, [shopper.customerId, shopper.cartId]);
  if (cart?.status === 'open') return presentOptions(cart);
  const [shop] = await database.query(readShop, []);
  if (shop === undefined) throw new Error('The shop has no settings');
  return presentOptions({ ...shop, shop_currency: shop.currency });
}

const canBeHeldAgain = (line: LineRow): boolean => line.reserved_until === null && line.for_sale;

async function holdAgain(
  strapi: Core.Strapi,
  tx: Transaction,
  claims: Claims,
  shopper: Shopper,
): Promise<LineRow[]> {
  const cart = await lockCartOf(tx, shopper);
  if (cart?.status !== 'open') return [];
  const expired = (await tx.query(readLines, [cart.id])).filter(canBeHeldAgain);
  const claimed = await Promise.all(
    expired.map((line) =>
      claims.take({
        variantId: line.variant_id,
        storeId: line.store_id,
        quantity: line.quantity,
      }),
    ),
  );
  const seconds = dukaConfig(strapi).holdSeconds;
  const held: { line: LineRow; holdId: string; reservedUntil: Date }[] = [];
  for (const [turn, line] of expired.entries()) {
    const claim = claimed[turn];
    if (claim?.kind !== 'claimed') continue;
    held.push({ line, ...(await attach(tx, { claimId: claim.holdId, seconds })) });
  }
  await tx.query(writeLines, [
    cart.id,
    held.map(({ line }) => line.id),
    held.map(({ line }) => line.variant_id),
    held.map(({ line }) => line.store_id),
    held.map(({ line }) => line.quantity),
    held.map(({ holdId }) => holdId),
    held.map(({ reservedUntil }) => reservedUntil),
  ]);
  const lines = await tx.query(readLines, [cart.id]);
  await releaseHolds(
    tx,
    held.map(({ line }) => line.hold_id),
  );
  return lines;
}
