import { Refusal, type Queryable, type Transaction } from '../../../kernel/server/contract';
import { findVariants } from '../sql/find-variants';
import { listAvailability } from '../sql/list-availability';
import { adjustStock } from './adjust-stock';
import { refusalOf } from './refuse-adjustment';

export interface SkuAvailability {
  sku: string;
  available: number;
  backorder: boolean;
}

/**
 * What a store can sell now, sorted by SKU: of the SKUs asked for, or a page of all that it carries.
 * Only of what the public may know of.
 *
 * @param storeId document id
 * @throws Refusal STORE_NOT_FOUND, or SKU_NOT_FOUND naming the first that is not on sale
 */
export async function availabilityAt(
  database: Queryable,
  storeId: string,
  { skus, page, pageSize }: { skus: string[] | undefined; page: number; pageSize: number },
): Promise<{ goods: SkuAvailability[]; total: number }> {
  const rows = await database.query(listAvailability, [
    storeId,
    skus ?? null,
    skus?.length ?? pageSize,
    skus === undefined ? (page - 1) * pageSize : 0,
  ]);
  const [first] = rows;
  if (first === undefined) throw storeNotFound();
  const goods = rows.flatMap(({ sku, available, backorder }) =>
    sku === null ? [] : [{ sku, available, backorder }],
  );
  requireAll(skus ?? [], new Set(goods.map(({ sku }) => sku)));
  return { goods, total: first.total };
}

export type SkuAdjustment = { sku: string; reason?: string | undefined } & (
  { onHand: number } | { delta: number }
);

/**
 * Sets or changes what a store has: all rows, or none.
 *
 * @param storeId document id
 * @param rows each SKU at most once
 * @param actor who does it, for the movements
 * @returns how many rows really changed
 * @throws Refusal STORE_NOT_FOUND, SKU_NOT_FOUND, or BELOW_RESERVED naming the rows
 */
export async function stockStore(
  tx: Transaction,
  storeId: string,
  rows: readonly SkuAdjustment[],
  actor: string,
): Promise<number> {
  const found = await tx.query(findVariants, [storeId, rows.map(({ sku }) => sku)]);
  const [first] = found;
  if (first === undefined) throw storeNotFound();
  const variants = new Map(found.map((row) => [row.sku, row.variant_id]));
  const adjustments = rows.map((row) => {
    const variantId = variants.get(row.sku);
    if (!variantId) throw skuNotFound(row.sku);
    return { ...row, variantId, storeId: first.store_id };
  });
  const result = await adjustStock(tx, adjustments, { kind: 'adjusted', actor });
  if (result.kind === 'adjusted') return result.changed;
  const skus = new Map(adjustments.map(({ variantId, sku }) => [variantId, sku]));
  throw refusalOf(result.rows, ({ variantId }) => skus.get(variantId) ?? 'this variant');
}

function requireAll(wanted: readonly string[], found: ReadonlySet<string>): void {
  const missing = wanted.find((sku) => !found.has(sku));
  if (missing !== undefined) throw skuNotFound(missing);
}

function storeNotFound(): Refusal {
  return new Refusal('STORE_NOT_FOUND', 'There is no such store.');
}

function skuNotFound(sku: string): Refusal {
  return new Refusal('SKU_NOT_FOUND', `There is nothing with the SKU ${sku}.`, { sku });
}
