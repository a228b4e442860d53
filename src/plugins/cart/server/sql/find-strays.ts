import { statement } from '../../../kernel/server/contract';

/**
 * The store that a shopper's open cart shall come from, where some of its goods are elsewhere: the
 * one asked for, else the cart's own.
 */
export const findStrays = statement<
  [customerId: number | null, publicId: string | null, storeDocumentId: string | null],
  { store_document_id: string }
>(
  'cart.find_strays',
  `SELECT coalesce($3::text, own.document_id) AS store_document_id
     FROM carts cart
     LEFT JOIN stores own ON own.id = cart.store_id
     JOIN cart_lines line ON line.cart_id = cart.id
     JOIN stores store ON store.id = line.store_id
    WHERE (cart.customer_id = $1::int OR (cart.public_id = $2::text AND cart.customer_id IS NULL))
      AND cart.status = 'open'
      AND store.document_id <> coalesce($3::text, own.document_id)
    LIMIT 1`,
);
