import { dukaConfig, Refusal } from '../../../kernel/server/contract';
import type { Adjustment } from '../domain/adjustment';
import { lockCart } from '../sql/lock-cart';
import { MOST_SUPPLIERS, readSharedGoods, type SharedGoodsRow } from '../sql/read-shared-goods';
import type { LineRow } from '../sql/standing';
import { changeCart, type CartWork, type ChangedCart, type Claimed } from './change-cart';
import { takeUpTo } from './claims';
import { growLine, lineAt, unitsOf, withLine } from './grow-line';
import { mostLines, roomFor } from './hold-rules';
import { lockCartOf, openCartOf, type OpenStanding } from './open-cart';
import { cartEmpty } from './refusals';
import { pickedUpAt, sourceOf, sourcesOf } from './sources';
import { suppliersInLots } from './suppliers-in-lots';

/**
 * The public id of the shopper's cart, for a token by which others can copy its lines.
 *
 * @throws Refusal CART_EMPTY
 */
export async function shareCart({ tx, shopper }: CartWork): Promise<string> {
  const { cart, lines } = await lockCartOf(tx, shopper);
  if (cart === null || lines.length === 0) throw cartEmpty();
  return cart.public_id;
}

/**
 * Copies the goods of a shared cart into the shopper's own, up to what can be held; the rest is told.
 *
 * @param publicId of the shared cart
 * @throws Refusal NOT_FOUND where it is not there any more
 */
export async function copyShared(work: CartWork, publicId: string): Promise<ChangedCart> {
  const { strapi, tx, shopper, origin } = work;
  const read = () => tx.query(lockCart, [shopper.customerId, shopper.cartId]);
  const before = await openCartOf(tx, shopper, read);
  const { holdSeconds } = dukaConfig(strapi);
  const goods = await tx.query(readSharedGoods, [publicId, before.cart.id, origin, holdSeconds]);
  if (goods.length === 0) throw new Refusal('NOT_FOUND', 'There is nothing in the shared cart.');

  let copied: Copied = { lines: before.lines, claimed: [] };
  const adjustments: Adjustment[] = [];
  for (const { variant, quantity: requested, ...stock } of goods) {
    const had = unitsOf(copied.lines, variant.variant_id);
    copied = await copyItem(work, before, copied, { variant, quantity: requested, ...stock });
    const quantity = unitsOf(copied.lines, variant.variant_id) - had;
    const { reason } = copied;
    if (reason !== undefined) adjustments.push({ sku: variant.sku, requested, quantity, reason });
  }
  return changeCart(work, before, { ...copied, adjustments });
}

interface Copied {
  lines: LineRow[];
  claimed: Claimed[];
  /** Why there is less of the last thing than there should be. */
  reason?: Adjustment['reason'] | undefined;
}

/** Puts one thing into the lines: as much as fits and can be held, from as many stores as it takes. */
async function copyItem(
  { strapi, claims, tx }: CartWork,
  { cart, shop }: OpenStanding,
  { lines: before, claimed: claimedBefore }: Copied,
  { variant, quantity, suppliers: readWithGoods, held_at_origin: heldAtOrigin }: SharedGoodsRow,
): Promise<Copied> {
  let lines = before;
  const claimed = [...claimedBefore];
  if (!variant.for_sale) return { lines, claimed, reason: 'NOT_FOR_SALE' };
  if (variant.unit_price === null) return { lines, claimed, reason: 'CURRENCY_NOT_AVAILABLE' };
  const { variant_id: variantId } = variant;
  const room = roomFor(strapi, { shop, has: unitsOf(lines, variantId), heldAtOrigin });
  let missing = Math.min(quantity, room);
  const first = pickedUpAt(cart) === null ? readWithGoods : [];
  const lots = suppliersInLots(tx, { cart, variantId, quantity, first, mostFirst: MOST_SUPPLIERS });
  for await (const suppliers of lots) {
    const partial = suppliers.filter(({ enough }) => !enough).map(sourceOf);
    for (const source of [
      ...sourcesOf({ cart, lines, variantId, suppliers, sourcing: shop.sourcing }),
      ...partial,
    ]) {
      const line = lineAt(lines, variantId, source.store_id);
      if (line === undefined && lines.length >= mostLines(shop)) {
        return { lines, claimed, reason: 'LIMIT_REACHED' };
      }
      // What an expired hold of a line had is held again when the cart is looked at, not here.
      if (line?.reserved_until === null) continue;
      const taken = await takeUpTo(claims, {
        variantId,
        storeId: source.store_id,
        quantity: missing,
      });
      if (taken === undefined) continue;
      missing -= taken.quantity;
      const grown = growLine(line, { variant, source }, taken);
      lines = withLine(lines, grown.line);
      claimed.push(grown.claimed);
    }
    const noneLeft = suppliers.every(({ enough, available }) => !enough && available <= 0);
    if (missing === 0 || noneLeft) break;
  }
  if (missing > 0) return { lines, claimed, reason: 'INSUFFICIENT_STOCK' };
  return { lines, claimed, reason: room < quantity ? 'HOLD_LIMIT' : undefined };
}
