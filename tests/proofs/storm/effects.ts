import { setTimeout as sleep } from 'node:timers/promises';
import type { Mailbox } from '../../notifications/mailbox';
import type { Received } from '../../support/receiver';
import type { TestShop } from '../../support/shop';

/** Until everything must be at its end, on a slow machine. */
const PATIENCE_MS = 120_000;

/** An event, as far as anybody is told of it. */
export interface Happened {
  id: number;
  event: string;
  subject: string;
  payload: unknown;
  number: string | null;
  email: string | null;
}

/** All that was committed after an event, the oldest first. */
export function committedAfter(shop: TestShop, id: number): Promise<Happened[]> {
  return shop.sql<Happened>(
    `SELECT outbox.id, event, subject, payload, number, email
       FROM outbox
       LEFT JOIN orders ON orders.document_id = coalesce(payload ->> 'orderId', subject)
      WHERE outbox.id > $1 ORDER BY outbox.id`,
    [id],
  );
}

/**
 * Waits until nothing is left to be done, and gives what is left in the end: an empty list. What a killed
 * process had taken waits for its time; here it passes.
 */
export async function untilCalm(shop: TestShop): Promise<object[]> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    await letTimePass(shop);
    await sleep(2_000);
    const left = await undone(shop);
    if (left.length === 0 || performance.now() > until) return left;
  }
}

async function letTimePass(shop: TestShop): Promise<void> {
  await shop.sql(
    `UPDATE jobs SET due_at = now(), offer_at = now() WHERE state <> 'done' AND offer_at > now()`,
  );
  await shop.sql(
    `UPDATE notification_messages SET lease_until = now()
      WHERE state = 'sending' AND updated_at < now() - interval '5 s'`,
  );
  await shop.sql(
    `UPDATE webhook_deliveries SET next_try_at = now()
      WHERE state IN ('waiting', 'sending') AND last_tried_at < now() - interval '5 s'`,
  );
  await shop.sql(
    `UPDATE payment_operations
        SET next_check_at = now(), created_at = created_at - interval '2 minutes'
      WHERE next_check_at IS NOT NULL`,
  );
  await shop.sql(`UPDATE payment_messages SET next_try_at = now() WHERE next_try_at IS NOT NULL`);
  // What a killed call had claimed for somebody who has nothing of it.
  await shop.sql(
    `UPDATE holds SET expires_at = now()
      WHERE state = 'held' AND id NOT IN (SELECT hold_id FROM cart_lines)`,
  );
}

const undone = (shop: TestShop) =>
  shop.sql(
    `SELECT 'event' AS what, event AS name, 'not relayed' AS state, NULL AS why
       FROM outbox WHERE relayed_at IS NULL
     UNION ALL
     SELECT 'job', name, state, last_error FROM jobs WHERE state <> 'done'
     UNION ALL
     SELECT 'mail', kind, state, error FROM notification_messages
      WHERE state NOT IN ('sent', 'suppressed')
     UNION ALL
     SELECT 'delivery', type, state, error FROM webhook_deliveries WHERE state <> 'delivered'
     UNION ALL
     SELECT 'operation', operation, result, NULL FROM payment_operations
      WHERE result IN ('started', 'unknown')
     UNION ALL
     SELECT 'message', type, state, why FROM payment_messages WHERE state = 'received'
     UNION ALL
     SELECT 'hold', state, expires_at::text, NULL FROM holds WHERE state = 'held'
     UNION ALL
     SELECT 'order', state, payment_status, number FROM orders
      WHERE state = 'cancelled' AND amount_paid > 0`,
  );

/** Subjects of the mails to a buyer. */
const MAILS: Readonly<Record<string, (number: string) => string>> = {
  'order.placed': (number) => `We have your order ${number}`,
  'order.ready': (number) => `Order ${number} is ready`,
  'shipment.shipped': (number) => `Order ${number} is on its way`,
  'order.delivered': (number) => `Order ${number} has arrived`,
  'order.cancelled': (number) => `Order ${number} was cancelled`,
  'payment.captured': (number) => `Payment received for order ${number}`,
  'payment.refunded': (number) => `Money back for order ${number}`,
};

/** The mails to buyers that events must have come to, one for each. */
export function mailsOf(happened: readonly Happened[]): string[] {
  return happened
    .flatMap(({ event, number, email }) => {
      const subject = MAILS[event];
      return subject && number && email ? [`${email}: ${subject(number)}`] : [];
    })
    .sort();
}

/** Those that came. */
export function mailsIn(mailbox: Mailbox): string[] {
  return mailbox
    .all()
    .filter(({ to }) => to.startsWith('storm-'))
    .map(({ to, subject }) => `${to}: ${subject}`)
    .sort();
}

/** What a receiver has got: each event by its ids, and how many deliveries were of an id that had come. */
export function deliveriesAt(received: readonly Received[], path: string) {
  const mine = received.filter((one) => one.path === path);
  const ids = new Map<string, Set<string>>();
  const order = new Map<string, number[]>();
  for (const { headers, json } of mine) {
    const { sequence, documentId } = json.data as { sequence: number; documentId: string };
    const event = `${sequence} ${json.type}`;
    const known = ids.get(event) ?? new Set();
    if (known.size === 0) order.set(documentId, [...(order.get(documentId) ?? []), sequence]);
    ids.set(event, known.add(String(headers['webhook-id'])));
  }
  return {
    /** Each event once for each id that it came under. */
    events: [...ids].flatMap(([event, known]) => [...known].map(() => event)).sort(),
    repeated: mine.length - [...ids.values()].reduce((sum, known) => sum + known.size, 0),
    /** Objects of which a later event came before an earlier one. */
    disordered: [...order].filter(([, came]) => came.some((id, n) => n > 0 && id < came[n - 1]!)),
  };
}
