import { statement } from '../../../kernel/server/contract';
import type { Suppression } from '../domain/delivery';

/** Sends an address no marketing any more, for this reason. The first reason stays. */
export const suppressAddress = statement<
  [documentId: string, email: string, shown: string, why: Suppression],
  never
>(
  'notifications.suppress_address',
  `INSERT INTO notification_preferences AS present
          (document_id, email, email_shown, abandoned_cart, back_in_stock, price_drop, suppressed,
           suppressed_at, created_at, updated_at, published_at)
   VALUES ($1, $2, $3, true, true, true, $4, now(), now(), now(), now())
   ON CONFLICT (lower(email)) DO UPDATE
      SET suppressed = coalesce(present.suppressed, excluded.suppressed),
          suppressed_at = coalesce(present.suppressed_at, now()), updated_at = now()`,
);
