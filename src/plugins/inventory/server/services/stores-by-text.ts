import type { Queryable } from '../../../kernel/server/contract';
import type { StoreRow } from '../../../stores/server/contract';
import { findStoresByText } from '../sql/find-stores-by-text';
import { knownStores } from './known-stores';

/** Where to look for stores by words. */
export interface TextSearch {
  /** In degrees; undefined where the shopper's place is not known. */
  latitude: number | undefined;
  longitude: number | undefined;
  /** Kilometres around that place. */
  radius: number;
  limit: number;
  /** Only stores that offer all of these. */
  services: readonly string[];
}

/**
 * The active stores whose name or address has words like these: the nearest first where the shopper's
 * place is known, else the likest. With goods only the stores that can supply them now.
 *
 * @throws Refusal SKU_NOT_FOUND for one that is not on sale
 */
export async function storesByText(
  database: Queryable,
  text: string,
  { latitude, longitude, radius, services, limit }: TextSearch,
  goods: { sku: string; quantity: number } | undefined,
): Promise<(StoreRow & { distance: number | null; available: number | null })[]> {
  const words = text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best));
  const rows = await database.query(findStoresByText, [
    latitude ?? null,
    longitude ?? null,
    radius,
    JSON.stringify(services),
    limit,
    goods?.sku ?? null,
    goods?.quantity ?? 1,
    longest,
    words,
  ]);
  return knownStores(rows, goods?.sku);
}
