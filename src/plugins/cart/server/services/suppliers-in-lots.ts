import type { Transaction } from '../../../kernel/server/contract';
import type { Supplier } from '../../../inventory/server/contract';
import { MOST_IN_A_LOT, readSuppliers } from '../sql/read-suppliers';
import type { CartRow } from '../sql/standing';

/** What stores are wanted for, and those that were read with the cart. */
export interface SupplierWish {
  cart: CartRow;
  variantId: number;
  quantity: number;
  first: readonly Supplier[];
  /** As many as could have been in `first`. */
  mostFirst: number;
}

/**
 * The stores that carry a variant, in lots, best first: those that were read with the cart, and, where
 * there may be more, the next, until there are none. Of a thing that many want at once the first stores
 * may be empty by the time that they are asked, while others still have it.
 */
export async function* suppliersInLots(
  tx: Transaction,
  { cart, variantId, quantity, first, mostFirst }: SupplierWish,
): AsyncGenerator<readonly Supplier[], void, void> {
  yield first;
  const seen = first.map((supplier) => supplier.store_id);
  let isFull = first.length === mostFirst;
  while (isFull) {
    const { latitude, longitude, delivery_type: deliveryType } = cart;
    const wish = [variantId, quantity, latitude, longitude, deliveryType, seen] as const;
    const lot = await tx.query(readSuppliers, [...wish]);
    yield lot;
    seen.push(...lot.map((supplier) => supplier.store_id));
    isFull = lot.length === MOST_IN_A_LOT;
  }
}
