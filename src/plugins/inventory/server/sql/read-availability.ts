import { statement } from '../../../kernel/server/contract';
import { freeStock } from './free-stock';
import { onSale } from './on-sale';

export interface AvailabilityRow {
  store_document_id: string;
  sku: string;
  stock_level_id: number | null;
  available: number;
  /** Milliseconds until the next hold expires. */
  more_in: number | null;
}

/** What open stores can sell now of SKUs that the public may know of, for pairs of both. */
export const readAvailability = statement<
  [storeDocumentIds: string[], skus: string[]],
  AvailabilityRow
>(
  'inventory.read_availability',
  `SELECT wanted.store_document_id, wanted.sku, level.id AS stock_level_id,
          coalesce(free.available, 0) AS available,
          (extract(epoch FROM next.expires_at - now()) * 1000)::float8 AS more_in
     FROM unnest($1::text[], $2::text[]) AS wanted (store_document_id, sku)
     JOIN stores store ON store.document_id = wanted.store_document_id AND store.active
     JOIN variants variant ON variant.sku = wanted.sku AND ${onSale}
     LEFT JOIN stock_levels level ON level.store_id = store.id AND level.variant_id = variant.id
     LEFT JOIN LATERAL (
       SELECT min(hold.expires_at) AS expires_at
         FROM holds hold
        WHERE hold.stock_level_id = level.id AND hold.state = 'held' AND hold.expires_at > now()
     ) next ON true
     ${freeStock}`,
);
