import { statement } from '../../../kernel/server/contract';

export interface PreferenceRow {
  document_id: string;
  email: string;
  language: string | null;
  abandoned_cart: boolean;
  back_in_stock: boolean;
  price_drop: boolean;
  suppressed: string | null;
}

/** What is known of the wishes of these addresses (in lower case). */
export const readPreferences = statement<[emails: string[]], PreferenceRow>(
  'notifications.read_preferences',
  `SELECT document_id, lower(email) AS email, language, abandoned_cart, back_in_stock, price_drop,
          suppressed
     FROM notification_preferences
    WHERE lower(email) = ANY($1::text[])`,
);
