import { onSale } from './on-sale';

/**
 * The text shared by the statements that find stores by a SKU: a first common table expression `variant`
 * with the one that the SKU names, where the public may know of it.
 *
 * @param sku SQL
 */
export const variantNamed = (sku: string): string => `
   variant AS MATERIALIZED (
     SELECT variant.id FROM variants variant WHERE variant.sku = ${sku} AND ${onSale}
   )`;

/**
 * A row of those statements. One comes at least, so that it can tell whether there is such a variant;
 * where no store is found that one has no `document_id`.
 */
export type KnownOr<Row> = { known: boolean } & (Row | { document_id: null });
