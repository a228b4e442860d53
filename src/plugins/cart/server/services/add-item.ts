import { dukaConfig, Refusal, type Transaction } from '../../../kernel/server/contract';
import { findProducts } from '../sql/find-products';
import { findVariantsOfProduct } from '../sql/find-variants-of-product';
import { lockCartForItem, type ItemStandingRow } from '../sql/lock-cart-for-item';
import type { CartRow, VariantRow } from '../sql/standing';
import { changeCart, type CartWork, type ChangedCart } from './change-cart';
import { growLine, lineAt, unitsOf, withLine } from './grow-line';
import { requireRoom } from './hold-rules';
import { openCartOf } from './open-cart';
import { currencyNotAvailable, insufficientStock, notForSale, storeNotFound } from './refusals';
import { pickedUpAt, sourcesOf } from './sources';
import { takeGoods, type GoodsWish } from './take-goods';

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
      dukaConfig(strapi).holdSeconds,
    ]);
  const check = async (row: ItemStandingRow): Promise<void> => {
    const { variantId, only, inParts, sourcesAmong } = goodsWish(row, wish);
    if (only === undefined && !inParts && sourcesAmong(row.suppliers).length === 0) {
      throw insufficientStock(sku, wish.quantity, row.suppliers[0]?.available ?? 0);
    }
    const { quantity } = wish;
    await requireRoom(
      strapi,
      tx,
      {
        shop: row.shop,
        sku,
        has: unitsOf(row.lines, variantId),
        more: quantity,
        heldAtOrigin: row.held_at_origin,
      },
      {
        variantId,
        storeId: only?.store_id ?? null,
        deliveryType: openCartIn(row)?.delivery_type ?? null,
        inParts,
        requested: quantity,
        toClaim: quantity,
      },
    );
  };
  const before = await openCartOf(tx, shopper, read, { check });
  const variant = sellableOf(before, wish);
  const taken = await takeGoods(work, before, goodsWish(before, wish));
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
    const known = await tx.query(findProducts, [productId]);
    if (known.length > 0) {
      throw new Refusal('NOT_FOR_SALE', 'This product is not for sale.', { productId });
    }
    throw new Refusal('PRODUCT_NOT_FOUND', 'There is no such product.', { productId });
  }
  if (variants.length > 1) {
    throw new Refusal('VARIANT_REQUIRED', 'This product has several variants: say which SKU.', {
      productId,
      variants: variants.map(({ sku, title, options }) => ({ sku, title, options: options ?? {} })),
    });
  }
  return only.sku;
}

function sellableOf(row: ItemStandingRow, { sku }: Pick<Wish, 'sku'>): VariantRow {
  const { variant, shop } = row;
  if (variant === null) throw new Refusal('SKU_NOT_FOUND', `There is no SKU ${sku}.`, { sku });
  if (!variant.for_sale) throw notForSale(sku);
  if (variant.unit_price === null) {
    throw currencyNotAvailable(openCartIn(row)?.currency ?? shop.currency, sku);
  }
  return variant;
}

function openCartIn({ cart }: ItemStandingRow): CartRow | null {
  return cart?.status === 'open' ? cart : null;
}

/** How the stores are chosen: the one named, else those that the cart and the stock suggest. */
function goodsWish(row: ItemStandingRow, { sku, quantity, storeId }: Wish): GoodsWish {
  const { variant_id: variantId } = sellableOf(row, { sku });
  if (storeId !== undefined && row.named_store === null) throw storeNotFound(storeId);
  const { lines, shop } = row;
  const cart = openCartIn(row);
  const only = row.named_store ?? pickedUpAt(cart) ?? undefined;
  return {
    variantId,
    sku,
    quantity,
    only,
    // Parts are sent from where they are, to a place that is known.
    inParts: only === undefined && cart?.latitude != null && cart.store === null,
    sourcesAmong: (suppliers) =>
      sourcesOf({ cart, lines, variantId, suppliers, sourcing: shop.sourcing }),
  };
}
