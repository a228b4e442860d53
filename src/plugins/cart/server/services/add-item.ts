import { invalid, Refusal, type Transaction } from '../../../kernel/server/contract';
import type { SourceRow, Supplier } from '../../../inventory/server/contract';
import { MOST_LINES } from '../domain/limits';
import { findVariantsOfProduct } from '../sql/find-variants-of-product';
import { lockCartForItem, type ItemStandingRow } from '../sql/lock-cart-for-item';
import type { CartRow, LineRow, VariantRow } from '../sql/standing';
import { changeCart, holdLife, type CartWork, type ChangedCart } from './change-cart';
import { takeUpTo } from './claims';
import { growLine, lineAt, unitsOf, withLine } from './grow-line';
import { requireRoom } from './hold-limits';
import { openCartOf, type OpenStanding } from './open-cart';
import { currencyNotAvailable, insufficientStock, notForSale, storeNotFound } from './refusals';
import { sourceOf, sourcesOf } from './sources';

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
 *   CURRENCY_NOT_AVAILABLE, STORE_NOT_FOUND, INSUFFICIENT_STOCK, HOLD_LIMIT, ADDRESS_HOLD_LIMIT
 */
export async function addItem(work: CartWork, item: NewItem): Promise<ChangedCart> {
  const { strapi, tx, shopper } = work;
  const sku = item.sku ?? (await onlySkuOf(tx, item.productId ?? ''));
  const wish = { sku, quantity: item.quantity, storeId: item.storeId };
  const read = () =>
    tx.query(lockCartForItem, [
      shopper.customerId,
      shopper.cartId,
      sku,
      null,
      wish.quantity,
      wish.storeId ?? null,
      work.origin,
      holdLife(strapi).seconds,
    ]);
  const check = (row: ItemStandingRow): void => {
    sourcesFor(row, wish);
    const { variant_id: variantId } = sellableOf(row, wish);
    requireRoom(strapi, {
      sku,
      has: unitsOf(row.lines, variantId),
      more: wish.quantity,
      heldAtOrigin: row.held_at_origin,
    });
  };
  const before = await openCartOf(tx, shopper, read, { check });
  const variant = sellableOf(before, wish);
  const taken = await takeGoods(work, before, variant, wish);
  const grown = taken.map(({ source, ...claim }) =>
    growLine(lineAt(before.lines, variant.variant_id, source.store_id), { variant, source }, claim),
  );
  return changeCart(work, before, {
    lines: grown.reduce((lines, { line }) => withLine(lines, line), before.lines),
    claimed: grown.map(({ claimed }) => claimed),
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

/** Where all of it may come from: the store named, else those that the cart and the stock suggest. */
function sourcesFor(row: ItemStandingRow, wish: Wish): SourceRow[] {
  const { variant_id: variantId } = sellableOf(row, wish);
  if (wish.storeId !== undefined) {
    if (row.named_store === null) throw storeNotFound(wish.storeId);
    return [row.named_store];
  }
  const { lines, suppliers, shop } = row;
  const cart = openCartIn(row);
  const sources = sourcesOf({ cart, lines, variantId, suppliers, sourcing: shop.sourcing });
  if (sources.length === 0 && partialSources(row, wish).length === 0) {
    throw insufficientStock(wish.sku, wish.quantity, suppliers[0]?.available ?? 0);
  }
  return sources;
}

/**
 * The stores that have it only together, those with the most first, for a shopper whose place is
 * known; none where all of them have too few.
 */
function partialSources(row: ItemStandingRow, wish: Wish): Supplier[] {
  const cart = openCartIn(row);
  if (wish.storeId !== undefined || cart?.latitude == null || cart.store !== null) return [];
  const partial = row.suppliers.filter(({ enough, available }) => !enough && available > 0);
  const together = partial.reduce((units, { available }) => units + available, 0);
  return together >= wish.quantity ? partial : [];
}

function openCartIn({ cart }: ItemStandingRow): CartRow | null {
  return cart?.status === 'open' ? cart : null;
}

interface TakenGoods {
  source: SourceRow;
  holdId: string;
  quantity: number;
}

/** Claims at the first store that can supply all of it, else at several that can together. */
async function takeGoods(
  { claims }: CartWork,
  before: OpenStanding<ItemStandingRow>,
  { variant_id: variantId }: VariantRow,
  wish: Wish,
): Promise<TakenGoods[]> {
  const short = before.suppliers.filter(({ enough }) => !enough);
  let available = Math.max(0, ...short.map((supplier) => supplier.available));
  for (const source of sourcesFor(before, wish)) {
    const line = lineAt(before.lines, variantId, source.store_id);
    requireLineRoom(before, line);
    // What an expired hold of the line had is claimed with it.
    const again = line?.reserved_until === null ? line.quantity : 0;
    const quantity = wish.quantity + again;
    const claim = await claims.take({ variantId, storeId: source.store_id, quantity });
    if (claim.kind === 'claimed') {
      return [{ source, holdId: claim.holdId, quantity: wish.quantity }];
    }
    available = Math.max(available, claim.available - again);
  }
  const taken: TakenGoods[] = [];
  let missing = wish.quantity;
  for (const source of partialSources(before, wish)) {
    const line = lineAt(before.lines, variantId, source.store_id);
    if (line?.reserved_until === null) continue;
    requireLineRoom(before, line);
    const place = { variantId, storeId: source.store_id, quantity: missing };
    const claim = await takeUpTo(claims, place);
    if (claim === undefined) continue;
    taken.push({ source: sourceOf(source), ...claim });
    missing -= claim.quantity;
  }
  if (missing === 0) return taken;
  throw insufficientStock(wish.sku, wish.quantity, Math.max(available, wish.quantity - missing));
}

function requireLineRoom({ lines }: OpenStanding, line: LineRow | undefined): void {
  if (line !== undefined || lines.length < MOST_LINES) return;
  throw invalid([{ path: ['sku'], message: `a cart has at most ${MOST_LINES} lines` }]);
}
