import { Refusal } from '../../../kernel/server/contract';
import type { KnownOr } from '../sql/variant-named';

/**
 * The stores among the rows of a search by SKU.
 *
 * @throws Refusal SKU_NOT_FOUND for a SKU that is not on sale
 */
export function knownStores<Row extends { document_id: string }>(
  rows: readonly KnownOr<Row>[],
  sku: string | undefined,
): Row[] {
  if (sku !== undefined && rows[0]?.known !== true) {
    throw new Refusal('SKU_NOT_FOUND', `There is nothing with the SKU ${sku}.`, { sku });
  }
  return rows.filter((row): row is { known: boolean } & Row => row.document_id !== null);
}
