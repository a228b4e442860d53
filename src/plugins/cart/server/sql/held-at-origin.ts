import { KEEP_SECONDS } from '../domain/limits';

/** What the carts of one address of origin hold. */
export interface HeldAtOrigin {
  /** Units of the variant in question. */
  units: number;
  /** Lines of anything. */
  lines: number;
}

/**
 * The text of a subquery for a {@link HeldAtOrigin} as JSON; NULL where there is no address, and then
 * nothing is counted. Only a cart that was changed within a hold's life holds anything, and a change
 * prolongs the cart, so its expiry tells which to look at. Everything given is SQL, and `shop` is the shop's
 * settings.
 *
 * @param holdSeconds the life of a hold where the shop's settings do not say
 */
export const heldAtOrigin = (variantId: string, origin: string, holdSeconds: string): string => `
         CASE WHEN ${origin}::text IS NOT NULL THEN
           (SELECT json_build_object(
                     'units', coalesce(sum(held.quantity) FILTER
                                         (WHERE held.variant_id = ${variantId}), 0),
                     'lines', count(*))
              FROM carts other
              JOIN cart_lines held ON held.cart_id = other.id
             WHERE other.origin = ${origin}::text AND other.status = 'open'
               AND other.expires_at > now() + make_interval(secs => ${KEEP_SECONDS} - coalesce(shop.hold_minutes * 60, ${holdSeconds}))
               AND held.reserved_until > now()) END`;
