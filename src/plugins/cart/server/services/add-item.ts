import { invalid, Refusal, type Transaction } from '../../../kernel/server/contract';
import type { SourceRow } from '../../../inventory/server/contract';
import { MOST_LINES } from '../domain/limits';
import { findVariantsOfProduct } from '../sql/find-variants-of-product';
import { lockCartForItem, type ItemStandingRow } from '../sql/lock-cart-for-item';
import type { VariantRow } from '../sql/standing';
import { changeCart, holdLife, type CartWork, type ChangedCart } from './change-cart';
import { growLine, lineAt, unitsOf, withLine } from './grow-line';
import { requireRoom } from './hold-limits';
import { openCartOf, type OpenStanding } from './open-cart';
import { currencyNotAvailable, insufficientStock, notForSale, storeNotFound } from './refusals';
import { sourcesOf } from './sources';

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
  const { source, holdId } = await takeFromFirst(work, before, variant, wish);

  const grown = growLine(
    lineAt(before.lines, variant.variant_id, source.store_id),
    { variant, source },
    { holdId, quantity: wish.quantity },
  );
  return changeCart(work, before, {
    lines: withLine(before.lines, grown.line),
    claimed: [grown.claimed],
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

/** Where the goods may come from: the store named, else those that the cart and the stock suggest. */
function sourcesFor(row: ItemStandingRow, wish: Wish): SourceRow[] {
  const { variant_id: variantId } = sellableOf(row, wish);
  if (wish.storeId !== undefined) {
    if (row.named_store === null) throw storeNotFound(wish.storeId);
    return [row.named_store];
  }
  const cart = row.cart?.status === 'open' ? row.cart : null;
  const sources = sourcesOf({ cart, lines: row.lines, variantId, suppliers: row.suppliers });
  if (sources.length === 0) {
    throw insufficientStock(wish.sku, wish.quantity, row.suppliers[0]?.available ?? 0);
  }
  return sources;
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
  for (const source of sourcesFor(before, wish)) {
    const line = lineAt(before.lines, variant.variant_id, source.store_id);
    if (line === undefined && before.lines.length >= MOST_LINES) {
      throw invalid([{ path: ['sku'], message: `a cart has at most ${MOST_LINES} lines` }]);
    }
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
