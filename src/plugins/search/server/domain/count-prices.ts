import { NO_PRICE, type DocumentColumns } from './document-columns';
import type { Found } from './engine';
import { isHitAtAnyPrice, isHitInStockOrNot, type NarrowedHits } from './narrow-hits';

/** The bounds and ranges of the hits' prices, as if none were asked for. */
export function countPrices(
  columns: DocumentColumns,
  { rows, masks }: NarrowedHits,
  edges: readonly number[],
): Found['price'] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let [min, max] = [Infinity, -Infinity];
  for (let turn = 0; turn < rows.length; turn += 1) {
    const price = columns.price[rows[turn] ?? 0] ?? NO_PRICE;
    if (price === NO_PRICE || !isHitAtAnyPrice(masks[turn] ?? 0)) continue;
    if (price < min) min = price;
    if (price > max) max = price;
    const range = edgesUpTo(edges, price);
    counts[range] = (counts[range] ?? 0) + 1;
  }
  return {
    min: min === Infinity ? null : min,
    max: max === -Infinity ? null : max,
    ranges: counts.map((count, edge) => ({ edge, count })).filter(({ count }) => count > 0),
  };
}

/** How many edges are not above the price. */
function edgesUpTo(edges: readonly number[], price: number): number {
  let count = 0;
  while (count < edges.length && (edges[count] ?? 0) <= price) count += 1;
  return count;
}

/** How many hits can be had and how many cannot, as if only one of both were not asked for. */
export function countAvailability(
  { rows, masks }: NarrowedHits,
  isAvailable: (row: number) => boolean,
): { inStock: number; outOfStock: number } {
  let [inStock, outOfStock] = [0, 0];
  for (let turn = 0; turn < rows.length; turn += 1) {
    if (!isHitInStockOrNot(masks[turn] ?? 0)) continue;
    if (isAvailable(rows[turn] ?? 0)) inStock += 1;
    else outOfStock += 1;
  }
  return { inStock, outOfStock };
}
