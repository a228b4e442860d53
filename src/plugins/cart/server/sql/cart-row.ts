import type { DeliveryType } from '../../../pricing/server/contract';
import type { Address } from '../domain/address';

/** A cart as the database has it, with the shop's terms as they are now. */
export interface CartRow {
  id: number;
  public_id: string;
  status: 'open' | 'closed';
  customer_id: number | null;
  currency: string;
  email: string | null;
  delivery_type: DeliveryType | null;
  store_id: number | null;
  store_document_id: string | null;
  latitude: number | null;
  longitude: number | null;
  shipping_address: Address | null;
  shipping_method: string | null;
  expires_at: Date;
  customer_email: string | null;
  shop_currency: string;
  flat_shipping_rate: number;
  confirm_cash_orders: boolean;
}

/**
 * The caller's cart: a customer's own open one, else the last that they closed by an order; or the
 * one that a guest's token opens, as long as it belongs to nobody. `$1` is the customer's id or NULL,
 * `$2` the cart's public id or NULL.
 */
export const callersCart = `
  SELECT cart.id, cart.public_id, cart.status, cart.customer_id, cart.currency, cart.email,
         cart.delivery_type, cart.store_id, store.document_id AS store_document_id,
         cart.latitude, cart.longitude, cart.shipping_address, cart.shipping_method,
         cart.expires_at, customer.email AS customer_email, shop.currency AS shop_currency,
         shop.flat_shipping_rate, shop.confirm_cash_orders
    FROM carts cart
   CROSS JOIN shop_settings shop
    LEFT JOIN stores store ON store.id = cart.store_id
    LEFT JOIN up_users customer ON customer.id = $1::int
   WHERE (cart.customer_id = $1::int OR (cart.public_id = $2::text AND cart.customer_id IS NULL))
     AND cart.expires_at > now()
   ORDER BY cart.status = 'open' DESC, cart.id DESC
   LIMIT 1`;
