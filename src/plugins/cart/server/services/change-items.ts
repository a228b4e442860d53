import { dukaConfig } from '../../../kernel/server/contract';
import { findProducts } from '../sql/find-products';
import { lockCart } from '../sql/lock-cart';
import { lockCartForItem } from '../sql/lock-cart-for-item';
import type { LineRow } from '../sql/standing';
import { changeCart, type CartWork, type ChangedCart } from './change-cart';
import { unitsOf, withLine } from './grow-line';
import { requireRoom } from './hold-rules';
import { existingCartOf, lockCartOf, notClosed, type OpenStanding } from './open-cart';
import { presentStanding, type ReadCart } from './read-cart';
import { insufficientStock, itemNotFound, notForSale } from './refusals';

/**
 * Sets how many units a line has; 0 takes it out. A line whose hold has expired is held anew.
 *
 * @throws Refusal CART_ITEM_NOT_FOUND, CART_CLOSED, INSUFFICIENT_STOCK, HOLD_LIMIT,
 *   ADDRESS_HOLD_LIMIT, NOT_FOR_SALE where more is wanted of what was withdrawn
 */
export async function setQuantity(
  work: CartWork,
  itemId: string,
  quantity: number,
): Promise<ChangedCart> {
  if (quantity === 0) return removeLines(work, ({ id }) => id === itemId);
  const { strapi, tx, shopper, origin } = work;
  const { holdSeconds } = dukaConfig(strapi);
  const { customerId, cartId } = shopper;
  const before = await existingCartOf(() =>
    tx.query(lockCartForItem, [
      customerId,
      cartId,
      null,
      itemId,
      quantity,
      null,
      origin,
      holdSeconds,
    ]),
  );
  const line = before.lines.find(({ id }) => id === itemId);
  if (line === undefined) throw itemNotFound();
  const live = line.reserved_until !== null;
  const more = live ? quantity - line.quantity : quantity;
  if (quantity > line.quantity) {
    if (!line.for_sale) throw notForSale(line.sku);
    await requireRoom(
      strapi,
      tx,
      {
        shop: before.shop,
        sku: line.sku,
        has: unitsOf(before.lines, line.variant_id),
        more: quantity - line.quantity,
        heldAtOrigin: before.held_at_origin,
      },
      {
        variantId: line.variant_id,
        storeId: line.store_id,
        deliveryType: before.cart.delivery_type,
        inParts: false,
        requested: quantity,
        toClaim: more,
      },
    );
  }
  const holdId = more > 0 ? await takeMore(work, line, quantity, more) : undefined;
  const set = {
    ...line,
    quantity,
    hold_id: live ? line.hold_id : (holdId ?? line.hold_id),
    seen_price: line.unit_price,
  };
  return changeCart(work, before, {
    lines: withLine(before.lines, set),
    claimed: holdId === undefined ? [] : [{ holdId, mergeInto: live ? line.hold_id : undefined }],
  });
}

/**
 * Takes lines out and frees what they hold.
 *
 * @param leaves which of them
 * @throws Refusal CART_ITEM_NOT_FOUND where none of them is in the cart, CART_CLOSED
 */
async function removeLines(
  work: CartWork,
  leaves: (line: LineRow) => boolean,
): Promise<ChangedCart> {
  const before = await lockedCart(work);
  const lines = before.lines.filter((line) => !leaves(line));
  if (lines.length === before.lines.length) throw itemNotFound();
  return changeCart(work, before, { lines });
}

/**
 * Takes all lines of a product out, which is found by its document id or slug, for sale or not.
 *
 * @throws Refusal CART_ITEM_NOT_FOUND where none of them is in the cart, CART_CLOSED
 */
export async function removeProduct(work: CartWork, productId: string): Promise<ChangedCart> {
  const products = await work.tx.query(findProducts, [productId]);
  const documentIds = new Set(products.map((product) => product.document_id));
  return removeLines(work, (line) => documentIds.has(line.product_document_id));
}

/**
 * Takes all lines out. Where there is no cart, nothing is left to do.
 *
 * @throws Refusal CART_CLOSED
 */
export async function clearCart(work: CartWork): Promise<ReadCart> {
  const standing = await lockCartOf(work.tx, work.shopper);
  if (standing.cart === null) return presentStanding(work.strapi, work.tx, standing);
  return changeCart(work, { ...standing, cart: notClosed(standing.cart) }, { lines: [] });
}

function lockedCart({ tx, shopper }: CartWork): Promise<OpenStanding> {
  return existingCartOf(() => tx.query(lockCart, [shopper.customerId, shopper.cartId]));
}

async function takeMore(
  { claims }: CartWork,
  { variant_id: variantId, store_id: storeId, sku }: LineRow,
  quantity: number,
  more: number,
): Promise<string> {
  const claim = await claims.take({ variantId, storeId, quantity: more });
  if (claim.kind === 'insufficient') {
    throw insufficientStock(sku, quantity, claim.available + quantity - more);
  }
  return claim.holdId;
}
