import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { TestShop } from '../support/shop';
import type { Counter } from './counter';

/** Until everything must be at its end, on a slow machine. */
const PATIENCE_MS = 90_000;

/** Lets the time go by until the shop asks about everything, and works again what it put aside. */
export async function letTimePass({ sql }: TestShop): Promise<void> {
  // What is being worked at this moment is left alone: time takes no locks.
  await sql(
    `UPDATE payment_operations
        SET next_check_at = now(), created_at = created_at - interval '2 minutes'
      WHERE id IN (SELECT id FROM payment_operations WHERE next_check_at IS NOT NULL
                      FOR UPDATE SKIP LOCKED)`,
  );
  await sql(
    `UPDATE payment_messages SET next_try_at = now()
      WHERE id IN (SELECT id FROM payment_messages WHERE next_try_at IS NOT NULL
                      FOR UPDATE SKIP LOCKED)`,
  );
}

/**
 * Waits until nothing is undecided that could be, no message unread, and every provider asked about what
 * it never told; what is left then.
 */
export async function untilSettled(
  counter: Counter,
): Promise<{ left: object[]; ours: Books; theirs: Books }> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    await letTimePass(counter.shop);
    await sleep(1_500);
    const left = await undecided(counter.shop);
    const both = await bothBooks(counter);
    const isSettled = left.length === 0 && isDeepStrictEqual(both.ours, both.theirs);
    if (isSettled || performance.now() > until) return { left, ...both };
  }
}

async function undecided({ sql }: TestShop): Promise<object[]> {
  return sql(
    `SELECT 'operation' AS what, concat_ws(' ', method, operation, one.amount) AS kind,
            concat_ws(', ', result, tries || ' tries', next_check_at, provider_id, error_message, review) AS state,
            order_number AS of
       FROM payment_operations one
       JOIN payments ON payments.id = payment_id
       JOIN orders ON orders.id = order_id
      WHERE result IN ('started', 'unknown')
         -- Who has not paid may still do so; PayPal's orders cannot be called off.
         OR (result = 'pending' AND (operation <> 'capture' OR orders.state = 'cancelled')
             AND NOT (operation = 'capture' AND method = 'paypal'))
     UNION ALL
     SELECT 'message', type, state, why FROM payment_messages WHERE state = 'received'
     UNION ALL
     SELECT 'order', state, payment_status, number FROM orders
      WHERE (state = 'cancelled' AND amount_paid > 0) OR amount_paid > total`,
  );
}

/** What has come in and gone back by order, in minor units: `captured-refunded`. */
export type Books = Record<string, string>;

/** Both books, order by order, without cash, which nobody else books. Money of theirs that is of no order of ours stands by their name. */
export async function bothBooks({
  shop,
  stripe,
  daraja,
  paypal,
}: Counter): Promise<{ ours: Books; theirs: Books }> {
  const rows = await shop.sql<{ number: string; captured: number; refunded: number }>(
    `SELECT order_number AS number, sum(amount_captured)::bigint AS captured,
            sum(amount_refunded)::bigint AS refunded
       FROM payments
      WHERE method <> 'cash_on_delivery'
      GROUP BY order_number`,
  );
  const names = await shop.sql<{ number: string; name: string }>(
    `SELECT order_number AS number, unnest(ARRAY[order_number, reference, receipt]) AS name
       FROM payments
      UNION ALL
     SELECT order_number, one.document_id
       FROM payment_operations one JOIN payments ON payments.id = payment_id`,
  );
  const orderOf = new Map(names.map(({ number, name }) => [name, number]));
  const sums = new Map<string, { capture: number; refund: number }>();
  for (const provider of [stripe, daraja, paypal]) {
    for (const { kind, id, of, reference, amount } of (await provider.ledger()).entries) {
      const known = [of, id, reference, reference.split('-')[0]]
        .map((name) => orderOf.get(name ?? ''))
        .find((one) => one !== undefined);
      const number = known ?? id;
      const sum = sums.get(number) ?? { capture: 0, refund: 0 };
      sum[kind] += amount;
      sums.set(number, sum);
    }
  }
  const ours = rows
    .filter(({ captured }) => captured > 0)
    .map(({ number, captured, refunded }) => [number, `${captured}-${refunded}`] as const);
  const theirs = [...sums].map(
    ([number, { capture, refund }]) => [number, `${capture}-${refund}`] as const,
  );
  return { ours: Object.fromEntries(ours), theirs: Object.fromEntries(theirs) };
}
