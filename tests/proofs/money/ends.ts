import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { TestShop } from '../../support/shop';
import type { End, Purchase } from './verbs';

const PATIENCE_MS = 60_000;
const TURNS_TO_A_DELIVERY = 100;

/** Where an order and its money are, in minor units. */
export interface Ended {
  number: string;
  state: string;
  method: string;
  captured: number;
  refunded: number;
}

/** Where orders and their money are now, in the same order. */
export function endsOf(
  { sql }: Pick<TestShop, 'sql'>,
  purchases: readonly Purchase[],
): Promise<Ended[]> {
  return sql<Ended>(
    `SELECT number, orders.state, payment_method AS method,
            coalesce(sum(amount_captured), 0)::bigint AS captured,
            coalesce(sum(amount_refunded), 0)::bigint AS refunded
       FROM unnest($1::text[]) WITH ORDINALITY AS asked (number, turn)
       JOIN orders USING (number)
       LEFT JOIN payments ON order_id = orders.id
      GROUP BY number, orders.id, turn
      ORDER BY turn`,
    [purchases.map(({ number }) => number)],
  );
}

/** Where an order and its money are meant to be. */
export function meant({ number, total, paymentMethod: method }: Purchase, end: End): Ended {
  const { state, isPaid } = end;
  const refunded = end.refunded === 'all' ? total : end.refunded;
  return { number, state, method, captured: isPaid ? total : 0, refunded };
}

/**
 * Delivers a message until it is believed and the money is where it says. Nobody works in the
 * background: what was put aside is taken up by the next delivery.
 */
export async function deliverUntilDone(
  deliverIt: () => Promise<unknown>,
  shop: Pick<TestShop, 'sql'>,
  purchase: Purchase,
  end: End,
): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let turn = 0; ; turn += 1) {
    if (turn % TURNS_TO_A_DELIVERY === 0) await deliverIt();
    const [now] = await endsOf(shop, [purchase]);
    if (isDeepStrictEqual(now, meant(purchase, end))) return;
    if (performance.now() > until) throw new Error(`not as meant: ${JSON.stringify(now)}`);
    await sleep(20);
  }
}
