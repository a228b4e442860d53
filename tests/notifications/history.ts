import type { TestShop } from '../support/shop';
import { until } from '../support/until';

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

/** Has the shop's people be told at these addresses of what needs them. */
export async function tellStaff(shop: TestShop, recipients: readonly string[]): Promise<void> {
  await shop.sql('UPDATE notification_settings SET staff_recipients = $1', [
    JSON.stringify(recipients),
  ]);
}

/** Waits until all that has happened is told to who is to be told of it now. */
export async function untilTold(shop: TestShop): Promise<void> {
  await until(async () => {
    const left = await shop.sql(
      `SELECT 'event' FROM outbox WHERE relayed_at IS NULL
       UNION ALL
       SELECT name FROM jobs
        WHERE name LIKE 'notifications.%' AND state <> 'dead' AND due_at <= now()`,
    );
    return left.length === 0;
  }, 'the end of the listeners and of the sending');
}
