import { freeStock } from './free-stock';

/** A store that goods may come from. */
export interface SourceRow {
  store_id: number;
  store_document_id: string;
  /** Whether it serves shoppers in these ways now. */
  store_pickup: boolean;
  store_delivery: boolean;
  /** Where it stands, as an address says it. */
  store_country: string;
  store_region: string | null;
  store_postal_code: string | null;
}

/** The columns of a {@link SourceRow}, of `store`. */
export const sourceColumns = `
         store.id AS store_id, store.document_id AS store_document_id,
         store.active AND store.pickup AS store_pickup,
         store.active AND store.delivery AS store_delivery, store.country AS store_country,
         store.region AS store_region, store.postal_code AS store_postal_code`;

/** A store that carries a variant, as {@link suppliersOf} gives it. */
export interface Supplier extends SourceRow {
  /** How many can be sold now. */
  available: number;
  /** Whether that is as many as are wanted; backorder counts as having enough. */
  enough: boolean;
}

/**
 * The text of a subquery: the active stores that carry a variant, best first. Those that have enough
 * come before the others; among them the nearest to the shopper, or, of one whose place is not known,
 * those with the most of it. Few stores have a given variant, so it begins at their stock rows and
 * needs no index on places. Everything given is SQL.
 *
 * @param serves condition on `store` beyond that
 * @param most stores at most
 */
export const suppliersOf = (wish: {
  variantId: string;
  quantity: string;
  latitude: string;
  longitude: string;
  serves: string;
  most: number;
}): string => `
       SELECT ${sourceColumns}, free.available,
              level.backorderable OR free.available >= ${wish.quantity} AS enough
         FROM stock_levels level
         JOIN stores store ON store.id = level.store_id ${freeStock}
        WHERE level.variant_id = ${wish.variantId} AND store.active AND (${wish.serves})
        ORDER BY enough DESC,
                 CASE WHEN ${wish.latitude} IS NOT NULL
                       AND (level.backorderable OR free.available >= ${wish.quantity})
                      THEN great_circle_km(${wish.latitude}, ${wish.longitude},
                                           store.latitude, store.longitude) END,
                 free.available DESC, store.id
        LIMIT ${wish.most}`;
