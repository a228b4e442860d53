import { statement } from '../../../kernel/server/contract';

/** Forgets what an address (in lower case) wants to be told, and what it waits for. */
export const forgetAddress = statement<[email: string], never>(
  'notifications.forget_address',
  `WITH subscriptions AS (
     DELETE FROM notification_stock_subscriptions WHERE lower(email) = $1
   )
   DELETE FROM notification_preferences WHERE lower(email) = $1`,
);
