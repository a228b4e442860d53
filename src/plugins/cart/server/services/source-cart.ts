import type { Queryable } from '../../../kernel/server/contract';
import { planSourcing, type Sourcing, type SourcingPlan } from '../domain/plan-sourcing';
import type { Shopper } from '../domain/shopper';
import { readSources, type SourcesRow } from '../sql/read-sources';

/** Where a cart's goods shall be brought; a place that is not known is null. */
export interface SourcingWish {
  latitude: number | null;
  longitude: number | null;
  /** Whether the shopper fetches them. */
  pickup: boolean;
  sourcing: Sourcing;
}

/** A plan, and what it was made from. */
export interface SourcedCart extends SourcesRow {
  plan: SourcingPlan;
}

/**
 * Plans, in one statement, which active stores supply the shopper's open cart. What the cart holds
 * somewhere counts as free for it there.
 */
export async function sourceCart(
  db: Queryable,
  { customerId, cartId }: Shopper,
  { latitude, longitude, pickup, sourcing }: SourcingWish,
): Promise<SourcedCart> {
  const [row] = await db.query(readSources, [customerId, cartId, latitude, longitude, pickup]);
  const { wanted, stores } = row ?? { wanted: [], stores: [] };
  const sources = stores.map((store) => ({ ...store, storeId: store.store_id }));
  return { wanted, stores, plan: planSourcing(wanted, sources, sourcing) };
}

/** A plan as the contract shows it. */
export interface SourcingView {
  complete: boolean;
  stores: {
    storeId: string;
    name: string;
    /** Kilometres. */
    distance: number;
    items: { sku: string; quantity: number }[];
  }[];
  missing: { sku: string; quantity: number; available: number }[];
}

/** Shows a plan, its stores nearest first. */
export function presentSourcing({ wanted, stores, plan }: SourcedCart): SourcingView {
  const skuOf = new Map(wanted.map(({ variantId, sku }) => [variantId, sku]));
  const sku = (variantId: number) => skuOf.get(variantId) ?? '';
  return {
    complete: plan.missing.length === 0,
    stores: stores
      .map((store) => ({
        storeId: store.store_document_id,
        name: store.name,
        distance: store.distance,
        items: plan.targets
          .filter(({ storeId }) => storeId === store.store_id)
          .map(({ variantId, quantity }) => ({ sku: sku(variantId), quantity })),
      }))
      .filter(({ items }) => items.length > 0),
    missing: plan.missing.map(({ variantId, quantity, available }) => ({
      sku: sku(variantId),
      quantity,
      available,
    })),
  };
}
