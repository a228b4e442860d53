/**
 * The text shared by the statements that leave out orders of which no part comes from certain stores.
 *
 * @param stores parameter with the stores' document ids; NULL leaves nothing out
 */
export function suppliedBy(stores: string): string {
  return `
     (${stores}::text[] IS NULL OR EXISTS (
       SELECT FROM shipments part
         JOIN stores supplier ON supplier.id = part.store_id
        WHERE part.order_id = orders.id AND supplier.document_id = ANY(${stores}::text[])))`;
}
