/** Whether a list is of all stores or of some. */
export type Scope = 'all' | 'some';

/** @param stores document ids; null for all */
export function scopeOf(stores: readonly string[] | null): Scope {
  return stores === null ? 'all' : 'some';
}

/**
 * The condition shared by the statements that leave out orders of which no part comes from certain
 * stores. It differs in text, for PostgreSQL would not use an index behind `IS NULL OR`.
 *
 * @param stores parameter with the stores' document ids; NULL where the list is of all
 */
export function suppliedBy(scope: Scope, stores: string): string {
  if (scope === 'all') return `${stores}::text[] IS NULL`;
  return `
     orders.id IN (
       SELECT part.order_id
         FROM shipments part
         JOIN stores supplier ON supplier.id = part.store_id
        WHERE supplier.document_id = ANY(${stores}::text[]))`;
}
