import Stripe from 'stripe';
import type { Emulator } from '../lib/http';
import { call } from '../../tests/support/http';
import { Receiver } from '../../tests/support/receiver';
import { SECRET_KEY } from './settings';
import { openStripe } from './stripe';

const SECRET = 'whsec_of_the_test';

describe('The Stripe emulator, by the official library', () => {
  let emulator: Emulator;
  let shop: Receiver;
  let stripe: Stripe;

  beforeEach(async () => {
    emulator = await openStripe({ host: '127.0.0.1', port: 0 });
    shop = await Receiver.open();
    stripe = new Stripe(SECRET_KEY, {
      host: '127.0.0.1',
      port: emulator.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
    });
    await admin('PUT', 'settings', { webhookUrl: shop.url, webhookSecret: SECRET, retryMs: 10 });
  });
  afterEach(async () => {
    await emulator.close();
    await shop.close();
  });

  const admin = async (method: string, path: string, body?: object) =>
    (await call(method, `${emulator.url}/_emulator/${path}`, { body })).body;
  const create = (changes: object = {}, idempotencyKey = 'pi:1') =>
    stripe.paymentIntents.create(
      { amount: 5_00, currency: 'usd', metadata: { orderId: 'A1' }, ...changes },
      { idempotencyKey },
    );
  const pay = (id: string) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
  const events = () =>
    shop.received.map(({ raw, headers }) =>
      stripe.webhooks.constructEvent(raw, String(headers['stripe-signature']), SECRET),
    );

  it('takes a payment, signs what it tells and gives money back', async () => {
    const intent = await create();
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      metadata: { orderId: 'A1' },
    });
    expect((await pay(intent.id)).status).toBe('succeeded');
    await shop.waitFor(3);
    expect(
      events()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['charge.succeeded', 'payment_intent.created', 'payment_intent.succeeded']);

    const refund = { payment_intent: intent.id, amount: 2_00 };
    await stripe.refunds.create(refund, { idempotencyKey: 'refund:1' });
    await stripe.refunds.create(refund, { idempotencyKey: 'refund:1' });
    await stripe.refunds.create({ payment_intent: intent.id });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    expect(await admin('GET', 'ledger')).toMatchObject({ captured: 500, refunded: 500 });
  });

  it('holds money until it is captured, in part', async () => {
    const intent = await create({ capture_method: 'manual' });
    expect(await pay(intent.id)).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 500,
    });
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 300 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 300 });
    await expect(stripe.paymentIntents.cancel(intent.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('declines cards', async () => {
    const { id } = await create();
    await expect(
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }),
    ).rejects.toMatchObject({ type: 'StripeCardError', decline_code: 'generic_decline' });
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
  });

  it('honours idempotency keys', async () => {
    const [first, second] = [await create(), await create()];
    expect(second.id).toBe(first.id);
    await expect(create({ amount: 600 })).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
    await admin('POST', 'faults', { on: 'intent.create', do: 'error_after' });
    await expect(create({}, 'pi:2')).rejects.toMatchObject({ statusCode: 500 });
    // The failure is kept, and so is what it hid.
    await expect(create({}, 'pi:2')).rejects.toMatchObject({ statusCode: 500 });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(2);
  });

  it('lists newest first, page by page', async () => {
    for (const key of ['1', '2', '3']) await create({}, key);
    const first = await stripe.paymentIntents.list({ limit: 2, created: { gte: 0 } });
    expect(first).toMatchObject({ has_more: true });
    const next = await stripe.paymentIntents.list({
      limit: 2,
      starting_after: first.data[1]!.id,
      created: { gte: 0 },
    });
    expect(next).toMatchObject({ has_more: false });
    expect(next.data).toHaveLength(1);
  });

  it('delivers out of order, forged, and again where the shop fails', async () => {
    await admin('POST', 'faults', { on: 'event', do: 'out_of_order' });
    const { id } = await create({ amount: 700 });
    await pay(id);
    await shop.waitFor(3);
    expect(events().at(0)?.type).not.toBe('payment_intent.created');

    await admin('POST', 'faults', { on: 'event', do: 'forged' });
    shop.received.length = 0;
    await create({}, 'pi:forged');
    await shop.waitFor(1);
    expect(events).toThrow('signature');

    shop.answer = { status: 500, body: {} };
    shop.received.length = 0;
    await create({}, 'pi:again');
    expect(await shop.waitFor(4)).toHaveLength(4);
  });
});
