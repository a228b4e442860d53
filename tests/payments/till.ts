import { setTimeout as sleep } from 'node:timers/promises';
import {
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { EmulatorProcess } from '../support/emulators';
import { bearer, call, type HttpAnswer } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { placeOrder, type Placed } from '../orders/orders';

export const STRIPE_SETTINGS = {
  STRIPE_SECRET_KEY: 'sk_test_emulated',
  STRIPE_WEBHOOK_SECRET: 'whsec_emulated',
};

/** A shop that is paid by card, and the card company. */
export interface Till {
  shop: TestShop;
  stripe: EmulatorProcess;
}

export interface Ordered extends Placed {
  store: Store;
  variant: Variant;
  total: number;
  paymentMethod: string;
}

/** Opens a shop of a test file's own with an emulated Stripe. `closeTill` it in `afterAll`. */
export async function openTill(env: Record<string, string> = {}): Promise<Till> {
  const stripe = await EmulatorProcess.start('stripe');
  const shop = await createShop({
    env: { ...WORKING, ...STRIPE_SETTINGS, STRIPE_API_BASE: stripe.url, ...env },
  });
  await sendMessagesTo({ shop, stripe });
  return { shop, stripe };
}

/** Tells Stripe where the shop is, which is another address after each start. */
export async function sendMessagesTo({ shop, stripe }: Till): Promise<void> {
  await stripe.set({
    webhookUrl: `${shop.url}/api/payments/stripe/webhook`,
    webhookSecret: STRIPE_SETTINGS.STRIPE_WEBHOOK_SECRET,
    retryMs: 50,
  });
}

export async function closeTill({ shop, stripe }: Till): Promise<void> {
  await shop.stop();
  await stripe.stop();
}

/** A guest's order of new goods. */
export async function order(
  shop: TestShop,
  { paymentMethod = 'stripe', price = 1999, quantity = 1, onHand = 5 } = {},
): Promise<Ordered> {
  const store = await makeStore(shop);
  const variant = await makeVariant(shop, { price });
  await stock(shop, store, variant, onHand);
  const placed = await placeOrder(shop, [{ variant, quantity, store }], { paymentMethod });
  return { ...(placed as Omit<Ordered, 'store' | 'variant'>), store, variant };
}

/** The headers of an order's buyer. */
export const buyer = ({ accessToken }: Placed) => ({ 'X-Order-Token': accessToken });

/** Begins to pay by card. */
export function createIntent(
  shop: TestShop,
  placed: Placed,
  { key = newKey(), body = {} }: { key?: Record<string, string>; body?: object } = {},
): Promise<HttpAnswer> {
  return call('POST', `${shop.url}/api/payments/stripe/create-intent`, {
    headers: { ...key, ...buyer(placed) },
    body: { orderId: placed.documentId, ...body },
  });
}

/** Begins to pay by card and gives the intent's id. */
export async function intentOf(shop: TestShop, placed: Placed): Promise<string> {
  const answer = await createIntent(shop, placed);
  if (answer.status !== 201) throw new Error(`no intent: ${JSON.stringify(answer.body)}`);
  return answer.body.data.intentId as string;
}

/** The shopper's browser, which gives the card to Stripe. */
export async function payByCard(
  stripe: EmulatorProcess,
  intentId: string,
  card = 'visa',
): Promise<void> {
  await stripe.tell('POST', `payment_intents/${intentId}/pay/pm_card_${card}`);
}

/** How the money of an order stands, as its buyer sees it. */
export interface Money {
  status: string;
  paymentStatus: string;
  amountPaid: number;
  amountRefunded: number;
  payments: { paymentId: string; method: string; status: string; refunded: number }[];
}

export async function moneyOf(shop: TestShop, placed: Placed): Promise<Money> {
  const path = `/api/payments/${placed.documentId}/status`;
  return (await call('GET', shop.url + path, { headers: buyer(placed) })).body.data as Money;
}

/** Waits until the money of an order stands like this; the last look where it never does. */
export async function moneyWhen(
  shop: TestShop,
  placed: Placed,
  isSo: (money: Money) => boolean,
  milliseconds = 60_000,
): Promise<Money> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const money = await moneyOf(shop, placed);
    if (isSo(money) || performance.now() > until) return money;
    await sleep(50);
  }
}

export const isPaid = ({ paymentStatus }: Money) => paymentStatus === 'paid';

/** That so much has gone back. */
export const isBack =
  (amount: number) =>
  ({ amountRefunded }: Money) =>
    amountRefunded === amount;

/** An order that was paid by card. */
export async function paidOrder(
  { shop, stripe }: Till,
  options: Parameters<typeof order>[1] = {},
): Promise<Ordered & { intentId: string }> {
  const placed = await order(shop, options);
  const intentId = await intentOf(shop, placed);
  await payByCard(stripe, intentId);
  const money = await moneyWhen(shop, placed, isPaid);
  if (!isPaid(money)) throw new Error(`not paid: ${JSON.stringify(money)}`);
  return { ...placed, intentId };
}

/** Gives money back, as staff do. */
export async function refund(
  shop: TestShop,
  { documentId }: Placed,
  body: object,
  key = newKey(),
): Promise<HttpAnswer> {
  return call('POST', `${shop.url}/api/payments/${documentId}/refund`, {
    headers: { ...key, ...bearer(await shop.apiToken()) },
    body: { reason: 'Came back', ...body },
  });
}

/** Lets a schedule run in the next seconds, whatever it says. */
export async function runNow(shop: TestShop, name: string): Promise<void> {
  await shop.sql(`UPDATE schedules SET due_at = now() - interval '1 s' WHERE name = $1`, [name]);
}

/** Lets the time of an order's payment run out, for the database's clock cannot be turned. */
export async function letExpire(shop: TestShop, placed: Ordered): Promise<void> {
  await shop.sql(
    `UPDATE orders SET placed_at = placed_at - interval '3 hours' WHERE document_id = $1`,
    [placed.documentId],
  );
  await shop.sql(
    `UPDATE payments SET due_at = due_at - interval '3 hours'
      WHERE order_id = (SELECT id FROM orders WHERE document_id = $1)`,
    [placed.documentId],
  );
  await runNow(shop, 'payments.expire_orders');
  await moneyWhen(shop, placed, ({ status }) => status === 'cancelled');
}

/** Lets the time go by until the shop asks its providers what became of everything. */
export async function letQuestionsCome(shop: TestShop): Promise<void> {
  await shop.sql(
    `UPDATE payment_operations SET next_check_at = now() WHERE next_check_at IS NOT NULL`,
  );
}

/** What both books say has come in and gone back; the shop's own operations are its books. */
export async function booksOf({ shop, stripe }: Till): Promise<{ ours: object; theirs: object }> {
  const [ours] = await shop.sql<{ captured: number; refunded: number }>(
    `SELECT coalesce(sum(amount_captured), 0)::bigint AS captured,
            coalesce(sum(amount_refunded), 0)::bigint AS refunded
       FROM payments WHERE method = 'stripe'`,
  );
  const { captured, refunded } = await stripe.ledger();
  return {
    ours: { captured: Number(ours?.captured), refunded: Number(ours?.refunded) },
    theirs: { captured, refunded },
  };
}
