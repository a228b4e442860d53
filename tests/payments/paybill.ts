import { addressesAt, shopTokensOf } from '../../src/plugins/payments/server/mpesa/addresses';
import { newKey } from '../support/catalogue';
import { EmulatorProcess } from '../support/emulators';
import { freePort } from '../support/free-port';
import { bearer, call, type HttpAnswer } from '../support/http';
import { APP_KEYS } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import type { Placed } from '../orders/orders';
import {
  buyer,
  isPaid,
  letQuestionsCome,
  moneyWhen,
  order,
  type Money,
  type Ordered,
} from './till';

/** What an emulated Daraja knows of the shop. */
export const MPESA_SETTINGS = {
  MPESA_CONSUMER_KEY: 'emulated-consumer-key',
  MPESA_CONSUMER_SECRET: 'emulated-consumer-secret',
  MPESA_SHORTCODE: '174379',
  MPESA_PASSKEY: 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919',
  MPESA_INITIATOR_NAME: 'emulated-initiator',
  MPESA_SECURITY_CREDENTIAL: 'ZW11bGF0ZWQ=',
};

/** A shop in Kenya that is paid by M-Pesa, and Safaricom. */
export interface Paybill {
  shop: TestShop;
  daraja: EmulatorProcess;
}

/** Opens a shop of a test file's own with an emulated Daraja, whose phones give the PIN at once. */
export async function openPaybill(env: Record<string, string> = {}): Promise<Paybill> {
  const daraja = await EmulatorProcess.start('daraja');
  await daraja.set({ phone: 'accepts', answerAfterMs: 20, resultAfterMs: 20, sameAmountMs: 0 });
  const port = await freePort();
  const shop = await createShop({
    env: {
      ...WORKING,
      PORT: String(port),
      ...MPESA_SETTINGS,
      MPESA_BASE_URL: daraja.url,
      MPESA_CALLBACK_BASE_URL: `http://127.0.0.1:${port}`,
      ...env,
    },
  });
  await shop.sql(`UPDATE shop_settings SET currency = 'KES'`);
  await shop.sql(`UPDATE components_shipping_rates SET currency = 'KES'`);
  return { shop, daraja };
}

export async function closePaybill({ shop, daraja }: Paybill): Promise<void> {
  await shop.stop();
  await daraja.stop();
}

/** A guest's order of 500 shillings, or of another price in cents. */
export const orderToPay = (shop: TestShop, options: Parameters<typeof order>[1] = {}) =>
  order(shop, { paymentMethod: 'mpesa', price: 500_00, ...options });

let phones = 0;

/** A phone of its own, so that no prompt waits for another one. */
export function newPhone(): string {
  phones += 1;
  return `2547${String(10_000_000 + phones)}`;
}

/** Has a phone ask for the PIN. */
export function push(
  shop: Pick<TestShop, 'url'>,
  placed: Placed,
  { key = newKey(), body = {} }: { key?: Record<string, string>; body?: object } = {},
): Promise<HttpAnswer> {
  return call('POST', `${shop.url}/api/payments/mpesa/stk-push`, {
    headers: { ...key, ...buyer(placed) },
    body: { orderId: placed.documentId, phoneNumber: newPhone(), ...body },
  });
}

/** An order that was paid by a prompt. */
export async function paidByPhone({ shop }: Paybill, options = {}): Promise<Ordered> {
  const placed = await orderToPay(shop, options);
  await push(shop, placed);
  const money = await moneyWhen(shop, placed, isPaid);
  if (!isPaid(money)) throw new Error(`not paid: ${JSON.stringify(money)}`);
  return placed;
}

/** An order whose buyer's phone asks for the PIN, and waits for it. */
export async function prompted({
  shop,
  daraja,
}: Paybill): Promise<Ordered & { checkoutRequestId: string }> {
  const placed = await orderToPay(shop);
  await daraja.set({ phone: 'asks' });
  const { checkoutRequestId } = (await push(shop, placed)).body.data as Record<string, string>;
  return { ...placed, checkoutRequestId: checkoutRequestId ?? '' };
}

/** Gives the PIN that a phone asks for, or did. */
export async function enterPin({ daraja }: Paybill, checkoutRequestId: string): Promise<void> {
  await daraja.tell('POST', `prompts/${checkoutRequestId}/answer/0`);
}

/** Tells Daraja where payments by hand are told, as the shop does; another token is worth nothing then. */
export async function registerPaybill(
  daraja: Pick<EmulatorProcess, 'url'>,
  base: string,
): Promise<void> {
  const basic = Buffer.from('emulated-consumer-key:emulated-consumer-secret').toString('base64');
  const path = '/oauth/v1/generate?grant_type=client_credentials';
  const token = await call('GET', daraja.url + path, {
    headers: { Authorization: `Basic ${basic}` },
  });
  const addresses = addressesAt(base, shopTokensOf(APP_KEYS, '174379')[0]!);
  const registered = await call('POST', `${daraja.url}/mpesa/c2b/v2/registerurl`, {
    headers: bearer(token.body.access_token as string),
    body: {
      ShortCode: '174379',
      ResponseType: 'Completed',
      ConfirmationURL: addresses.confirmation(),
      ValidationURL: addresses.validation(),
    },
  });
  if (registered.status !== 200) throw new Error(JSON.stringify(registered.body));
}

/** Pays the paybill by hand, all of an order, and gives the receipt. */
export async function payByHand(
  daraja: Pick<EmulatorProcess, 'url'>,
  { number, total }: Pick<Ordered, 'number' | 'total'>,
): Promise<string> {
  const response = await fetch(`${daraja.url}/_emulator/paybill`, {
    method: 'POST',
    body: new URLSearchParams({
      phone: newPhone(),
      reference: number,
      amount: String(total / 100),
    }),
  });
  return ((await response.json()) as { receipt: string }).receipt;
}

/** Until the shop has asked and been told; each look lets its next question come. */
export async function asked({ shop }: Paybill, placed: Ordered, isSo = isPaid): Promise<Money> {
  for (let turn = 0; ; turn += 1) {
    await letQuestionsCome(shop);
    const money = await moneyWhen(shop, placed, isSo, 3_000);
    if (isSo(money) || turn === 3) return money;
  }
}

/** Where Daraja was told to call about an order's latest payment. */
export async function callbackOf(shop: TestShop, { documentId }: Placed): Promise<string> {
  const [payment] = await shop.sql<{ token: string }>(
    `SELECT callback_token AS token FROM payments JOIN orders ON orders.id = order_id
      WHERE orders.document_id = $1 ORDER BY payments.id DESC LIMIT 1`,
    [documentId],
  );
  return `${shop.url}/api/payments/callbacks/${payment!.token}`;
}

/** A callback as Daraja writes it, of money that came in where it names a receipt. */
export function callbackBody(
  checkoutRequestId: string,
  money: { Amount?: unknown; MpesaReceiptNumber?: string } | number,
): object {
  const items = typeof money === 'number' ? undefined : Object.entries(money);
  return {
    Body: {
      stkCallback: {
        MerchantRequestID: 'made-up',
        CheckoutRequestID: checkoutRequestId,
        ResultCode: typeof money === 'number' ? money : 0,
        ResultDesc: 'As it is',
        ...(items && {
          CallbackMetadata: { Item: items.map(([Name, Value]) => ({ Name, Value })) },
        }),
      },
    },
  };
}

/** What is in the inbox of an order's payments, and of nobody's. */
export function messages(shop: TestShop): Promise<{ type: string; state: string; why: string }[]> {
  return shop.sql(`SELECT type, state, why FROM payment_messages ORDER BY id`);
}

/** What both books say has come in and gone back. */
export async function booksOf({
  shop,
  daraja,
}: Paybill): Promise<Record<'ours' | 'theirs', { captured: number; refunded: number }>> {
  const [ours] = await shop.sql<{ captured: number; refunded: number }>(
    `SELECT coalesce(sum(amount_captured), 0)::bigint AS captured,
            coalesce(sum(amount_refunded), 0)::bigint AS refunded
       FROM payments WHERE method = 'mpesa'`,
  );
  const { captured, refunded } = await daraja.ledger();
  return {
    ours: { captured: Number(ours?.captured), refunded: Number(ours?.refunded) },
    theirs: { captured, refunded },
  };
}
