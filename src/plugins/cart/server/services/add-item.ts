import { invalid, newDocumentId, Refusal, type Transaction } from '../../../kernel/server/contract';
import type { SourceRow } from '../../../inventory/server/contract';
import { MOST_LINES, MOST_UNITS } from '../domain/limits';
import { findVariantsOfProduct } from '../sql/find-variants-of-product';
import { lockCartForItem, type ItemStandingRow } from '../sql/lock-cart-for-item';
import type { LineRow, VariantRow } from '../sql/standing';
import { changeCart, type CartWork, type ChangedCart } from './change-cart';
import { openCartOf, type OpenStanding } from './open-cart';
import { currencyNotAvailable, insufficientStock, notForSale, storeNotFound } from './refusals';

/** What a shopper puts into the cart: a SKU, or a product that has one variant. */
export interface NewItem {
  sku?: string | undefined;
  productId?: string | undefined;
  quantity: number;
  /** Document id of the store it shall come from. */
  storeId?: string | undefined;
}

interface Wish {
  sku: string;
  quantity: number;
  storeId: string | undefined;
}

/**
 * Puts goods into a cart and holds them. The same variant from the same store is one line.
 *
 * @throws Refusal SKU_NOT_FOUND, PRODUCT_NOT_FOUND, VARIANT_REQUIRED, NOT_FOR_SALE,
 *   CURRENCY_NOT_AVAILABLE, STORE_NOT_FOUND, INSUFFICIENT_STOCK
 */
export async function addItem(work: CartWork, item: NewItem): Promise<ChangedCart> {
  const { tx, shopper } = work;
  const sku = item.sku ?? (await onlySkuOf(tx, item.productId ?? ''));
  const wish = { sku, quantity: item.quantity, storeId: item.storeId };
  const before = await openCartOf(
    tx,
    shopper,
    () =>
      tx.query(lockCartForItem, [
        shopper.customerId,
        shopper.cartId,
        sku,
        wish.quantity,
        wish.storeId ?? null,
      ]),
    { check: (row) => void sourcesOf(row, wish) },
  );
  const variant = sellableOf(before, wish);
  const { source, holdId } = await takeFromFirst(work, before, variant, wish);

  const line = lineAt(before.lines, variant, source);
  const live = line !== undefined && line.reserved_until !== null;
  const grown: LineRow = {
    ...variant,
    ...source,
    id: line?.id ?? newDocumentId(),
    quantity: (line?.quantity ?? 0) + wish.quantity,
    hold_id: live ? line.hold_id : holdId,
    reserved_until: line?.reserved_until ?? null,
  };
  return changeCart(work, before, {
    lines:
      line === undefined
        ? [...before.lines, grown]
        : before.lines.map((other) => (other === line ? grown : other)),
    claimed: [{ holdId, mergeInto: live ? line.hold_id : undefined }],
  });
}

async function onlySkuOf(tx: Transaction, productId: string): Promise<string> {
  const variants = await tx.query(findVariantsOfProduct, [productId]);
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
  return only.sku;
}

function sellableOf(row: ItemStandingRow, { sku }: Wish): VariantRow {
  const { variant, cart, shop } = row;
  if (variant === null) throw new Refusal('SKU_NOT_FOUND', `There is no SKU ${sku}.`, { sku });
  if (!variant.for_sale) throw notForSale(sku);
  if (variant.unit_price === null) {
    throw currencyNotAvailable(cart?.status === 'open' ? cart.currency : shop.currency, sku);
  }
  return variant;
}

/**
 * Where the goods may come from: the store named; without one the cart's store, and unless that is
 * where they are picked up, the stores that the cart has the variant from already, and those that
 * have enough of it, best first.
 */
function sourcesOf(row: ItemStandingRow, wish: Wish): SourceRow[] {
  const variant = sellableOf(row, wish);
  if (wish.storeId !== undefined) {
    if (row.named_store === null) throw storeNotFound(wish.storeId);
    return [row.named_store];
  }
  const cart = row.cart?.status === 'open' ? row.cart : null;
  const chosen = cart?.store ? [cart.store] : [];
  if (cart?.delivery_type === 'pickup' && chosen.length > 0) return chosen;
  const sources = [
    ...chosen,
    ...row.lines.filter((line) => line.variant_id === variant.variant_id),
    ...row.suppliers.filter(({ enough }) => enough),
  ];
  if (sources.length === 0) {
    throw insufficientStock(wish.sku, wish.quantity, row.suppliers[0]?.available ?? 0);
  }
  return [...new Map(sources.map((source) => [source.store_id, sourceOf(source)])).values()];
}

/** Claims at the first store that can supply it. What an expired hold of the line had comes with it. */
async function takeFromFirst(
  { claims }: CartWork,
  before: OpenStanding<ItemStandingRow>,
  variant: VariantRow,
  wish: Wish,
): Promise<{ source: SourceRow; holdId: string }> {
  const short = before.suppliers.filter(({ enough }) => !enough);
  let available = Math.max(0, ...short.map((supplier) => supplier.available));
  for (const source of sourcesOf(before, wish)) {
    const line = lineAt(before.lines, variant, source);
    requireRoom(before, line, wish.quantity);
    const again = line?.reserved_until === null ? line.quantity : 0;
    const claim = await claims.take({
      variantId: variant.variant_id,
      storeId: source.store_id,
      quantity: wish.quantity + again,
    });
    if (claim.kind === 'claimed') return { source, holdId: claim.holdId };
    available = Math.max(available, claim.available - again);
  }
  throw insufficientStock(wish.sku, wish.quantity, available);
}

function requireRoom(before: OpenStanding, line: LineRow | undefined, quantity: number): void {
  if (line === undefined && before.lines.length >= MOST_LINES) {
    throw invalid([{ path: ['sku'], message: `a cart has at most ${MOST_LINES} lines` }]);
  }
  if ((line?.quantity ?? 0) + quantity > MOST_UNITS) {
    throw invalid([{ path: ['quantity'], message: `a line has at most ${MOST_UNITS} units` }]);
  }
}

/** A store alone, without what else a line or a supplier says. */
function sourceOf(source: SourceRow): SourceRow {
  return {
    store_id: source.store_id,
    store_document_id: source.store_document_id,
    store_pickup: source.store_pickup,
    store_delivery: source.store_delivery,
  };
}

function lineAt(
  lines: readonly LineRow[],
  { variant_id: variantId }: VariantRow,
  { store_id: storeId }: SourceRow,
): LineRow | undefined {
  return lines.find((line) => line.variant_id === variantId && line.store_id === storeId);
}
