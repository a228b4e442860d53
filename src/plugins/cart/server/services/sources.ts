import type { SourceRow, Supplier } from '../../../inventory/server/contract';
import type { Sourcing } from '../domain/plan-sourcing';
import type { CartRow, LineRow } from '../sql/standing';

/** What decides where goods for a cart may come from. */
export interface SourceQuestion {
  cart: CartRow | null;
  lines: readonly LineRow[];
  variantId: number;
  /** Stores that carry the variant, best first. */
  suppliers: readonly Supplier[];
  sourcing: Sourcing;
}

/**
 * The stores that goods for a cart may come from, in the order in which they are tried: the cart's
 * own, and unless that is where they are picked up, those that the cart has the variant from already,
 * and those that have enough of it; where the shop wants as few stores as can be, first of these the
 * ones that supply the cart already.
 */
export function sourcesOf({
  cart,
  lines,
  variantId,
  suppliers,
  sourcing,
}: SourceQuestion): SourceRow[] {
  const only = pickedUpAt(cart);
  if (only !== null) return [only];
  const chosen = cart?.store ? [cart.store] : [];
  const enough = suppliers.filter((supplier) => supplier.enough);
  const supplying = new Set(sourcing === 'nearest' ? [] : lines.map((line) => line.store_id));
  const sources = [
    ...chosen,
    ...lines.filter((line) => line.variant_id === variantId),
    ...enough.filter((supplier) => supplying.has(supplier.store_id)),
    ...enough,
  ];
  return [...new Map(sources.map((source) => [source.store_id, sourceOf(source)])).values()];
}

/** The store where the goods of a cart are picked up, which alone may supply it; null where there is none. */
export function pickedUpAt(cart: CartRow | null): SourceRow | null {
  return cart?.delivery_type === 'pickup' ? cart.store : null;
}

/** A store alone, without what else a line or a supplier says. */
export function sourceOf(source: SourceRow): SourceRow {
  return {
    store_id: source.store_id,
    store_document_id: source.store_document_id,
    store_pickup: source.store_pickup,
    store_delivery: source.store_delivery,
    store_country: source.store_country,
    store_region: source.store_region,
    store_postal_code: source.store_postal_code,
  };
}
