import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Call, Reply } from '../lib/http';
import { capitals } from '../lib/ids';
import { bodyAs } from './access';
import type { Books, Capture, Order } from './books';
import { minorUnits, moneySchema, unitsOf } from './money';
import { presentCapture, presentOrder, type Links } from './present';
import { refusal } from './refusals';
import type { Settings } from './settings';

const experienceSchema = z.object({
  return_url: z.string().optional(),
  cancel_url: z.string().optional(),
});

const orderSchema = z.object({
  intent: z.literal('CAPTURE'),
  purchase_units: z.tuple([
    z.object({
      reference_id: z.string().default('default'),
      custom_id: z.string().max(127).optional(),
      invoice_id: z.string().max(127).optional(),
      amount: moneySchema,
    }),
  ]),
  payment_source: z
    .object({ paypal: z.object({ experience_context: experienceSchema.optional() }).optional() })
    .optional(),
  application_context: experienceSchema.optional(),
});

/** Orders: made by the shop, approved by the payer, captured by the shop. */
export class Orders {
  constructor(
    private readonly books: Books,
    private readonly settings: Settings,
    private readonly links: Links,
  ) {}

  create(call: Call): Reply {
    const body = bodyAs(orderSchema, call);
    const [unit] = body.purchase_units;
    const units = unitsOf(unit.amount, "/purchase_units/@reference_id=='default'/amount/value");
    const context = body.payment_source?.paypal?.experience_context ?? body.application_context;
    const order: Order = {
      id: capitals(17),
      // With a payment source the payer has to act on it.
      status: body.payment_source === undefined ? 'CREATED' : 'PAYER_ACTION_REQUIRED',
      units,
      amount: unit.amount,
      referenceId: unit.reference_id,
      customId: unit.custom_id,
      invoiceId: unit.invoice_id,
      returnUrl: context?.return_url,
      cancelUrl: context?.cancel_url,
      captureId: undefined,
      createdAt: new Date().toISOString(),
    };
    this.books.orders.set(order.id, order);
    const reply = { status: 201, body: this.present(order) };
    if (this.settings.payer === 'approves') this.approve(order);
    return reply;
  }

  retrieve({ params }: Call): Reply {
    return { status: 200, body: this.present(this.books.order(params.id)) };
  }

  /** What the payer does on PayPal's page. */
  approve(order: Order): void {
    if (order.status !== 'CREATED' && order.status !== 'PAYER_ACTION_REQUIRED') return;
    order.status = 'APPROVED';
    this.books.events.emit(
      'CHECKOUT.ORDER.APPROVED',
      'checkout-order',
      'An order has been approved by buyer',
      this.present(order),
      order.units,
    );
  }

  /**
   * `POST /v2/checkout/orders/:id/capture`. The fault `failed` declines the payer's card, `pending`
   * leaves the money in review for `ms`.
   */
  capture(call: Call): Reply {
    const order = this.books.order(call.params.id);
    if (order.status === 'COMPLETED') {
      throw refusal('ORDER_ALREADY_CAPTURED', 'Order already captured.');
    }
    if (order.status !== 'APPROVED') {
      throw refusal('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order for payment.');
    }
    if (this.isInvoiced(order)) {
      throw refusal(
        'DUPLICATE_INVOICE_ID',
        'Requested invoice number has been previously captured.',
      );
    }
    const { fault } = call;
    if (fault?.do === 'failed') {
      throw refusal(
        'INSTRUMENT_DECLINED',
        'The instrument presented was either declined by the processor or bank.',
      );
    }
    const capture: Capture = {
      id: capitals(17),
      orderId: order.id,
      status: fault?.do === 'pending' ? 'PENDING' : 'COMPLETED',
      pendingReason: fault?.do === 'pending' ? 'PENDING_REVIEW' : undefined,
      units: order.units,
      refundedUnits: 0,
      amount: order.amount,
      customId: order.customId,
      invoiceId: order.invoiceId,
      createdAt: new Date().toISOString(),
    };
    this.books.captures.set(capture.id, capture);
    order.captureId = capture.id;
    order.status = 'COMPLETED';
    if (fault?.do === 'pending') {
      this.tell('PENDING', 'pending', capture);
      void this.clear(capture, fault.ms);
    } else {
      this.complete(capture);
    }
    return { status: 201, body: this.present(order) };
  }

  private async clear(capture: Capture, ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false });
    capture.status = 'COMPLETED';
    capture.pendingReason = undefined;
    this.complete(capture);
  }

  private complete(capture: Capture): void {
    this.books.ledger.add({
      kind: 'capture',
      id: capture.id,
      reference: capture.invoiceId ?? capture.customId ?? '',
      amount: minorUnits(capture.units, capture.amount.currency_code),
      currency: capture.amount.currency_code,
    });
    this.tell('COMPLETED', 'completed', capture);
  }

  private tell(what: string, word: string, capture: Capture): void {
    const { currency_code: currency, value } = capture.amount;
    this.books.events.emit(
      `PAYMENT.CAPTURE.${what}`,
      'capture',
      `Payment ${word} for $ ${value} ${currency}`,
      presentCapture(capture, this.links),
      capture.units,
    );
  }

  private present(order: Order): object {
    const capture = order.captureId === undefined ? undefined : this.books.capture(order.captureId);
    return presentOrder(order, capture, this.links);
  }

  private isInvoiced({ invoiceId }: Order): boolean {
    return (
      invoiceId !== undefined &&
      [...this.books.captures.values()].some((capture) => capture.invoiceId === invoiceId)
    );
  }
}
