import { invalid } from '../../../kernel/server/contract';
import type { SourceRow, Supplier } from '../../../inventory/server/contract';
import { MOST_SUPPLIERS, type ItemStandingRow } from '../sql/lock-cart-for-item';
import type { LineRow, ShopRow } from '../sql/standing';
import type { CartWork } from './change-cart';
import { takeUpTo } from './claims';
import { lineAt } from './grow-line';
import { mostLines } from './hold-rules';
import type { OpenStanding } from './open-cart';
import { insufficientStock } from './refusals';
import { sourceOf } from './sources';
import { suppliersInLots } from './suppliers-in-lots';

/** What is to be claimed for a cart, and how its stores are chosen. */
export interface GoodsWish {
  variantId: number;
  sku: string;
  quantity: number;
  /** The one store that it must come from. */
  only: SourceRow | undefined;
  /** Whether it may come from several stores, each having a part of it. */
  inParts: boolean;
  /** The stores that may supply all of it, in the order in which they are tried. */
  sourcesAmong(suppliers: readonly Supplier[]): SourceRow[];
}

export interface TakenGoods {
  source: SourceRow;
  holdId: string;
  quantity: number;
}

/** A store that has some of what is wanted, and not enough. */
interface Part {
  source: SourceRow;
  available: number;
}

/**
 * Claims at the first store that can supply all of it, else at several that can together, those with
 * the most first. It is refused only when there is no store left to ask.
 *
 * @throws Refusal INSUFFICIENT_STOCK
 */
export async function takeGoods(
  { claims, tx }: CartWork,
  { cart, lines, shop, suppliers: readWithCart }: OpenStanding<ItemStandingRow>,
  { variantId, sku, quantity, only, inParts, sourcesAmong }: GoodsWish,
): Promise<TakenGoods[]> {
  const tried = new Set<number>();
  let parts: Part[] = [];
  let most = 0;
  const hasOnly = (source: SourceRow, available: number): void => {
    most = Math.max(most, available);
    // What an expired hold of a line had would have to be claimed with it.
    const isLost = lineAt(lines, variantId, source.store_id)?.reserved_until === null;
    if (available > 0 && !isLost) parts.push({ source: sourceOf(source), available });
  };
  const taken: TakenGoods[] = [];
  let missing = quantity;

  const first = only === undefined ? readWithCart : [];
  const wish = { cart, variantId, quantity, first, mostFirst: MOST_SUPPLIERS };
  for await (const suppliers of suppliersInLots(tx, wish)) {
    for (const source of only === undefined ? sourcesAmong(suppliers) : [only]) {
      if (tried.has(source.store_id)) continue;
      tried.add(source.store_id);
      const line = lineAt(lines, variantId, source.store_id);
      requireLineRoom(shop, lines.length, line);
      // What an expired hold of the line had is claimed with it.
      const again = line?.reserved_until === null ? line.quantity : 0;
      const place = { variantId, storeId: source.store_id, quantity: quantity + again };
      const claim = await claims.take(place);
      if (claim.kind === 'claimed') return [{ source, holdId: claim.holdId, quantity }];
      hasOnly(source, claim.available - again);
    }
    for (const supplier of suppliers) {
      if (!tried.has(supplier.store_id)) hasOnly(supplier, supplier.available);
    }
    // The best come first: where the last one has enough, the next lot may have it too.
    if (suppliers.at(-1)?.enough) continue;
    if (!inParts || parts.length > mostLines(shop)) break;
    if (unitsIn(parts) < missing) continue;
    for (const { source } of parts.sort((a, b) => b.available - a.available)) {
      if (missing === 0) break;
      const line = lineAt(lines, variantId, source.store_id);
      requireLineRoom(shop, lines.length + taken.length, line);
      const place = { variantId, storeId: source.store_id, quantity: missing };
      const claim = await takeUpTo(claims, place);
      if (claim === undefined) continue;
      taken.push({ source, ...claim });
      missing -= claim.quantity;
    }
    if (missing === 0) return taken;
    parts = [];
  }
  const together = inParts ? quantity - missing + unitsIn(parts) : 0;
  throw insufficientStock(sku, quantity, Math.max(most, together));
}

const unitsIn = (parts: readonly Part[]): number =>
  parts.reduce((units, { available }) => units + available, 0);

function requireLineRoom(shop: ShopRow, lines: number, line: LineRow | undefined): void {
  const most = mostLines(shop);
  if (line !== undefined || lines < most) return;
  throw invalid([{ path: ['sku'], message: `a cart has at most ${most} lines` }]);
}
