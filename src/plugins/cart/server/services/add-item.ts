import { invalid, newDocumentId, Refusal, type Transaction } from '../../../kernel/server/contract';
import { availabilityOf, bestStores } from '../../../inventory/server/contract';
import { MOST_LINES, MOST_UNITS } from '../domain/limits';
import type { CartRow } from '../sql/cart-row';
import { findSellable, type SellableRow } from '../sql/find-sellable';
import { findStore } from '../sql/find-store';
import { findVariantsOfProduct } from '../sql/find-variants-of-product';
import type { LineRow } from '../sql/read-lines';
import { writeLines } from '../sql/write-lines';
import { attach } from './attach';
import type { CartChange, Freed } from './change-cart';
import { currencyNotAvailable, insufficientStock, notForSale, storeNotFound } from './refusals';

/** What a shopper puts into the cart: a SKU, or a product that has one variant. */
export interface NewItem {
  sku?: string | undefined;
  productId?: string | undefined;
  quantity: number;
  /** Document id of the store it shall come from. */
  storeId?: string | undefined;
}

/**
 * Puts goods into a cart and holds them. The same variant from the same store is one line.
 *
 * @throws Refusal SKU_NOT_FOUND, PRODUCT_NOT_FOUND, VARIANT_REQUIRED, NOT_FOR_SALE,
 *   CURRENCY_NOT_AVAILABLE, STORE_NOT_FOUND, INSUFFICIENT_STOCK
 */
export async function addItem(change: CartChange, item: NewItem): Promise<Freed> {
  const { tx, cart, lines, holdSeconds } = change;
  const variant = await sellableOf(tx, item, cart.currency);
  if (!variant.for_sale) throw notForSale(variant.sku);
  if (variant.unit_price === null) throw currencyNotAvailable(cart.currency, variant.sku);

  const taken = await takeFromBestStore(change, variant, item);
  const line = lineOf(lines, variant.variant_id, taken.storeId);
  if (line === undefined && lines.length >= MOST_LINES) {
    throw invalid([{ path: ['sku'], message: `a cart has at most ${MOST_LINES} lines` }]);
  }
  const expired = line?.reserved_until === null;
  const hold = await attach(tx, {
    claimId: taken.claimId,
    seconds: holdSeconds,
    mergeInto: expired ? undefined : line?.hold_id,
  });
  await tx.query(writeLines, [
    cart.id,
    [line?.id ?? newDocumentId()],
    [variant.variant_id],
    [taken.storeId],
    [(line?.quantity ?? 0) + item.quantity],
    [hold.holdId],
    [hold.reservedUntil],
  ]);
  return expired ? { release: [line.hold_id] } : {};
}

function lineOf(lines: readonly LineRow[], variantId: number, storeId: number) {
  return lines.find((line) => line.variant_id === variantId && line.store_id === storeId);
}

async function sellableOf(tx: Transaction, item: NewItem, currency: string): Promise<SellableRow> {
  if (item.sku !== undefined) {
    const [variant] = await tx.query(findSellable, [item.sku, currency]);
    if (variant === undefined) {
      throw new Refusal('SKU_NOT_FOUND', `There is no SKU ${item.sku}.`, { sku: item.sku });
    }
    return variant;
  }
  const productId = item.productId ?? '';
  const variants = await tx.query(findVariantsOfProduct, [productId, currency]);
  const [only] = variants;
  if (only === undefined) {
    throw new Refusal('PRODUCT_NOT_FOUND', 'There is no such product for sale.', { productId });
  }
  if (variants.length > 1) {
    throw new Refusal('VARIANT_REQUIRED', 'This product has several variants: say which SKU.', {
      productId,
      variants: variants.map(({ sku, title, options }) => ({ sku, title, options: options ?? {} })),
    });
  }
  return only;
}

/**
 * Claims at the store named; without one at the cart's store, then where the cart has the variant
 * already, then at those that have it. What an expired hold of the line had is claimed with it.
 */
async function takeFromBestStore(
  { tx, cart, lines, claims }: CartChange,
  { variant_id: variantId, sku }: SellableRow,
  { quantity, storeId }: NewItem,
): Promise<{ storeId: number; claimId: string }> {
  const candidates =
    storeId === undefined
      ? [
          ...(cart.store_id === null ? [] : [cart.store_id]),
          ...lines.filter((line) => line.variant_id === variantId).map((line) => line.store_id),
          ...(await bestStores(tx, { variantId, quantity, near: positionOf(cart) })).map(
            (store) => store.storeId,
          ),
        ]
      : [await storeNamed(tx, storeId)];
  let available = 0;
  for (const candidate of new Set(candidates)) {
    const line = lineOf(lines, variantId, candidate);
    if ((line?.quantity ?? 0) + quantity > MOST_UNITS) {
      throw invalid([{ path: ['quantity'], message: `a line has at most ${MOST_UNITS} units` }]);
    }
    const again = line?.reserved_until === null ? line.quantity : 0;
    const claim = await claims.take({ variantId, storeId: candidate, quantity: quantity + again });
    if (claim.kind === 'claimed') return { storeId: candidate, claimId: claim.holdId };
    available = Math.max(available, claim.available);
  }
  if (storeId === undefined) {
    const everywhere = await availabilityOf(tx, { variantIds: [variantId] });
    available = Math.max(available, ...everywhere.map((store) => store.available));
  }
  throw insufficientStock(sku, quantity, available);
}

async function storeNamed(tx: Transaction, documentId: string): Promise<number> {
  const [store] = await tx.query(findStore, [documentId]);
  if (store === undefined) throw storeNotFound(documentId);
  return store.id;
}

function positionOf({ latitude, longitude }: CartRow) {
  return latitude === null || longitude === null ? undefined : { latitude, longitude };
}
