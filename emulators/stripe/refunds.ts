import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, Reply } from '../lib/http';
import type { Books } from './books';
import { parseForm, textIn, textsIn } from './form';
import { newDispute, newRefund, type Charge, type Refund } from './objects';
import { amountIn, keyOf } from './payment-intents';
import { invalidRequest, missing } from './refusals';

/** Money given back, by the shop or against its will. */
export class Refunds {
  constructor(private readonly books: Books) {}

  /** `POST /v1/refunds`. The fault `pending` lets it take `ms`, `failed` lets it fail after them. */
  create(call: Call): Reply {
    const form = parseForm(call.raw.toString());
    const charge = this.chargeFor(textIn(form, 'payment_intent'), textIn(form, 'charge'));
    const left = charge.amount_captured - charge.amount_refunded;
    if (!charge.captured || left === 0) {
      throw invalidRequest(
        `Charge ${charge.id} has already been refunded.`,
        undefined,
        'charge_already_refunded',
      );
    }
    const amount = form.amount === undefined ? left : amountIn(form, 'amount');
    if (amount > left) {
      throw invalidRequest(
        `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
        'amount',
      );
    }
    const { fault } = call;
    const isSlow = fault?.do === 'pending' || fault?.do === 'failed';
    const refund = newRefund(charge, {
      amount,
      metadata: textsIn(form, 'metadata'),
      reason: textIn(form, 'reason') ?? null,
      status: isSlow ? 'pending' : 'succeeded',
    });
    this.books.refunds.set(refund.id, refund);
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.books.events.emit('refund.created', refund, amount, keyOf(call));
    if (isSlow) void this.end(refund, charge, fault.do === 'pending', fault.ms);
    else this.enter(refund, charge);
    return { status: 200, body: structuredClone(refund) };
  }

  retrieve({ params }: Call): Reply {
    const refund = this.books.refunds.get(params.id ?? '');
    if (refund === undefined) throw missing('refund', params.id ?? '');
    return { status: 200, body: refund };
  }

  /** A holder takes the money back: `POST /_emulator/payment_intents/:id/dispute`. */
  dispute({ params }: Call): Reply {
    const charge = this.chargeFor(params.id, undefined);
    const dispute = newDispute(charge);
    charge.disputed = true;
    this.books.disputes.set(dispute.id, dispute);
    this.books.events.emit('charge.dispute.created', dispute, dispute.amount);
    this.books.events.emit('charge.dispute.funds_withdrawn', dispute, dispute.amount);
    return { status: 200, body: dispute };
  }

  /** How it ended, `won` or `lost`: `POST /_emulator/disputes/:id/close/:how`. */
  closeDispute({ params }: Call): Reply {
    const dispute = this.books.disputes.get(params.id ?? '');
    if (dispute === undefined) throw missing('dispute', params.id ?? '');
    dispute.status = params.how === 'won' ? 'won' : 'lost';
    this.books.events.emit('charge.dispute.closed', dispute, dispute.amount);
    if (dispute.status === 'won') {
      this.books.events.emit('charge.dispute.funds_reinstated', dispute, dispute.amount);
    }
    return { status: 200, body: dispute };
  }

  private chargeFor(intentId: string | undefined, chargeId: string | undefined): Charge {
    if (chargeId !== undefined) return this.books.charge(chargeId);
    if (intentId === undefined) {
      throw invalidRequest(
        'One of the following params should be provided for this request: payment_intent or charge.',
      );
    }
    const intent = this.books.intent(intentId, 'payment_intent');
    if (intent.status !== 'succeeded' || intent.latest_charge === null) {
      throw invalidRequest(
        `This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
      );
    }
    return this.books.charge(intent.latest_charge);
  }

  private async end(refund: Refund, charge: Charge, succeeds: boolean, ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false });
    if (succeeds) {
      refund.status = 'succeeded';
      this.enter(refund, charge);
      this.books.events.emit('refund.updated', refund, refund.amount);
      return;
    }
    refund.status = 'failed';
    refund.failure_reason = 'lost_or_stolen_card';
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    this.books.events.emit('refund.updated', refund, refund.amount);
    this.books.events.emit('refund.failed', refund, refund.amount);
  }

  private enter(refund: Refund, charge: Charge): void {
    this.books.ledger.add({
      kind: 'refund',
      id: refund.id,
      of: refund.payment_intent,
      reference: refund.metadata.refundId ?? '',
      amount: refund.amount,
      currency: refund.currency.toUpperCase(),
    });
    this.books.events.emit('charge.refunded', charge, refund.amount);
  }
}
