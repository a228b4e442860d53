import type { TestShop } from '../support/shop';

/** What a shop has written to an address, the oldest first, and what became of it. */
export const messagesTo = (shop: TestShop, email: string) =>
  shop.sql<{ kind: string; state: string; error: string | null; attempts: number }>(
    `SELECT kind, state, error, attempts FROM notification_messages
      WHERE lower(recipient) = lower($1) ORDER BY id`,
    [email],
  );

/** Has messages go out at whatever time of day the test runs. */
export async function keepNoQuietHours(shop: TestShop): Promise<void> {
  await shop.sql('UPDATE notification_settings SET quiet_until = quiet_from');
}

/** Has the shop look at its stock now, not when its half minute is over. */
export async function lookAtStock(shop: TestShop): Promise<void> {
  await shop.sql(`UPDATE schedules SET due_at = now() WHERE name = 'notifications.look_at_stock'`);
}
